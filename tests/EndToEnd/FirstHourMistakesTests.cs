using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>
/// Mistakes of a first hour: each is answered by one that says what was expected, what was received, where, and the nearest name; the
/// exit code is 1 and standard output stays empty.
/// </summary>
[Collection(TrainedRunCollection.Name)]
public sealed class FirstHourMistakesTests : IDisposable
{
    private readonly TrainedRun _trained;
    private readonly TemporaryFolder _folder = new();

    public FirstHourMistakesTests(TrainedRun trained)
    {
        _trained = trained;
        _folder.Write("first.yaml", TrainedRun.Spec);
        _folder.Write("photo.png", new ImageBuffer(32, 32, 3));
        _folder.Write("small.png", new ImageBuffer(16, 16, 1));
        _folder.Write("binary.yaml", "\0\u0001\u0002");
        _folder.Write("open.yaml", "name: x\nmask: {kind: box\n");
        _folder.Write("photos/a.png", new ImageBuffer(32, 32, 3));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "empty"));
    }

    public void Dispose() => _folder.Dispose();

    // Commands and options.
    [Theory]
    [InlineData("unknown command 'trian'. Known: ", "trian")]
    [InlineData("unknown command of inpaintlab runs 'lsit'. Did you mean 'list'?", "runs lsit")]
    [InlineData("unknown option of inpaintlab run '--resmue'. Did you mean '--resume'?", "run --resmue latest")]
    [InlineData("inpaintlab validate: expected SPEC (the spec, a YAML file), received nothing", "validate")]
    [InlineData("inpaintlab validate: expected SPEC, received 'other.yaml' too", "validate first.yaml other.yaml")]
    [InlineData("inpaintlab inpaint: expected MASK (", "inpaint latest photo.png -o out.png")]
    [InlineData("--resume: expected RUN, received nothing", "run --resume")]
    [InlineData("-s: expected key=value, received nothing", "run first.yaml -s")]
    [InlineData("--rounds: expected a whole number, received 'many'", "bench --rounds many")]
    [InlineData("unknown value of --checkpoint 'bets'. Did you mean 'best'?", "inpaint latest photo.png photo.png -o out.png --checkpoint bets")]
    [InlineData("--checkpoint: expected once, received 2 times", "evaluate latest --checkpoint last --checkpoint best")]
    [InlineData("inpaintlab new: expected one of spec", "new")]

    // Specs.
    [InlineData("frist.yaml: expected a spec file, found nothing. Did you mean 'first.yaml'?", "validate frist.yaml")]
    [InlineData("empty: expected a spec file, received a folder", "run empty")]
    [InlineData("binary.yaml:1:1: not a text file", "validate binary.yaml")]
    [InlineData("open.yaml:3:1: not valid YAML: While parsing", "validate open.yaml")]
    [InlineData("photo.png: expected UTF-8 text", "validate photo.png")]
    [InlineData("training: unknown key 'stpes'. Did you mean 'steps'?", "validate first.yaml -s training.stpes=4")]
    [InlineData("-s steps: expected key=value", "run first.yaml -s steps")]
    [InlineData("resolution: the model 'gated-conv' expects a multiple of 16 px, received 40", "validate first.yaml -s resolution=40")]

    // Runs.
    [InlineData("compare: expected two runs or more, received 1", "runs compare latest")]

    // Files.
    [InlineData("phto.png: no such file", "inpaint latest phto.png photo.png -o out.png")]
    [InlineData("small.png: expected a mask of the size of photo.png, 32 x 32 px, received 16 x 16", "inpaint latest photo.png small.png -o out.png")]
    [InlineData("empty: expected a mask file for one image, found a folder", "inpaint latest photo.png empty -o out.png")]
    [InlineData("empty: expected images (.png, .jpg, .jpeg), found none", "inpaint latest empty photo.png -o out")]
    [InlineData("out.tiff: expected a name that ends in one of .png, .jpg, .jpeg", "inpaint latest photo.png photo.png -o out.tiff")]
    [InlineData("photo.png: expected a folder of images, found a file", "metrics photo.png photos")]
    [InlineData("nowhere: expected a folder of images, found nothing", "metrics photos nowhere")]

    // Data.
    [InlineData("expected a folder of images, found nothing at 'phots'. Did you mean ", "run first.yaml -s 'dataset={kind: images, root: phots}'")]
    [InlineData("expected sub-folders 'train', 'val', 'test' in root 'photos', found none", "run first.yaml -s 'dataset={kind: images, root: photos}'")]
    [InlineData("expected images (.png, .jpg, .jpeg) in folder 'empty' or below, found none", "run first.yaml -s 'dataset={kind: images, root: empty, ratio: \"70:30\"}'")]
    [InlineData("device: expected one that is here, received 'cuda:7'", "run first.yaml -s device=cuda:7")]
    [InlineData("training.decode: gpu: expected a CUDA device, received device cpu; use decode: cpu", "run first.yaml -s device=cpu -s training.decode=gpu")]
    public void It_is_answered(string message, string line)
    {
        var run = ProgramRun.Bash(_folder.Path, _trained.Runs, $"inpaintlab {line}");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
        Assert.DoesNotContain("   at ", run.Error);
        // Beside the run there may be what is cached, in a hidden folder.
        Assert.Single(Directory.GetDirectories(_trained.Runs), d => !Path.GetFileName(d).StartsWith('.'));
    }

    [Fact]
    public void A_runs_folder_that_cannot_be_written_is_answered()
    {
        // The tests may run as root, who may write everywhere: a file in the place of the folder stops even root.
        var run = ProgramRun.Of(Path.Combine(_folder.Path, "photo.png"), "run", Path.Combine(_folder.Path, "first.yaml"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("photo.png", run.Error);
    }

    [Fact]
    public void Where_there_are_no_runs_the_way_to_one_is_told()
    {
        var run = ProgramRun.WithoutTorch(_folder.Path, "inpaint", "latest", "a.png", "b.png", "-o", "c.png");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("expected a run, found none. Start one: inpaintlab run SPEC", run.Error);
    }
}
