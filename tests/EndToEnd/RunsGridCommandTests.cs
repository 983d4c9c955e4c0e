using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>runs grid</c> and <c>runs mine --grid</c>: results computed again on the pairs that the run's log has values of.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class RunsGridCommandTests : IDisposable
{
    private readonly TrainedRun _trained;
    private readonly TemporaryFolder _folder = new();

    public RunsGridCommandTests(TrainedRun trained)
    {
        _trained = trained;
        foreach (var file in Directory.GetFiles(trained.RunPath, "*", SearchOption.AllDirectories))
            File.Copy(file, _folder.File("runs", Path.GetFileName(trained.RunPath), Path.GetRelativePath(trained.RunPath, file)));
    }

    private string Runs => Path.Combine(_folder.Path, "runs");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_results_are_those_that_the_run_recorded_on_the_same_pairs()
    {
        var file = _folder.File("grid.png");
        var run = Grid("net=tiny", "telea", "--mask", "strokes,box", "--images", "3,1", "--metric", "psnr_hole", "--error-map", "--zoom", "auto", "-o", file, "--json");
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(["net", "telea"], run.Json.GetProperty("columns").EnumerateArray().Select(c => c.GetProperty("caption").GetString()!));
        var rows = run.Json.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["strokes", "box", "strokes", "box"], rows.Select(r => r.GetProperty("mask_set").GetString()!));
        var log = InpaintLab.Runs.RunLog.Read(Path.Combine(_trained.RunPath, "points.log")).ImageRows();
        foreach (var row in rows)
        {
            var recorded = log.Single(r => r.Step == 80 && r.MaskSet == $"test/{row.GetProperty("mask_set").GetString()}" && r.Row.Metric == "psnr_hole"
                && r.Row.ImageId == row.GetProperty("image").GetString() && r.Row.MaskId == row.GetProperty("mask").GetString()).Row;
            Assert.Equal(recorded.HoleRatio, row.GetProperty("hole_ratio").GetDouble(), 9);

            // The pictures have 8 bits a sample, the evaluation more.
            Assert.Equal(recorded.Value, row.GetProperty("values")[0].GetDouble(), 0.15);
        }

        var picture = ImageFile.Read(file);
        Assert.Equal(run.Json.GetProperty("width").GetInt32(), picture.Width);
        Assert.InRange(picture.Height, 4 * 3 * 128, 4 * 3 * 160);
    }

    [Fact]
    public void Photographs_with_masks_from_files_or_laws_need_no_dataset_and_methods_no_libtorch()
    {
        foreach (var name in new[] { "a", "b" })
        {
            _folder.Write($"photos/{name}.png", Picture(48, 40, i => i % 251));
            _folder.Write($"masks/{name}_mask.png", Picture(48, 40, i => i % 48 is > 20 and < 30 ? 255 : 0));
        }

        var output = _folder.File("photos.jpg");
        var drawn = ProgramRun.WithoutTorch(Runs, "runs", "grid", "telea", "harmonic", "--photos", _folder["photos"], "--mask", "box,free-form", "--size", "40", "-o", output, "--json");
        Assert.Equal("", drawn.Error);
        Assert.Equal(["a.png", "a.png", "b.png", "b.png"], drawn.Json.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("image").GetString()!));
        Assert.True(File.Exists(output));
        var network = Grid("tiny", "telea", "--photos", _folder["photos"], "--masks", _folder["masks"], "--size", "40", "--images", "b.png,", "-o", output);
        Assert.Equal((0, output + "\n"), (network.ExitCode, network.Output));

        // What takes seconds on a busy machine tells its progress; nothing else is said.
        Assert.All(network.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("results ", line));
    }

    [Fact]
    public void A_run_without_weights_and_other_mistakes_are_told_before_anything_is_computed()
    {
        File.Delete(Path.Combine(Runs, Path.GetFileName(_trained.RunPath), "checkpoints", "last.safetensors"));
        foreach (var (arguments, message) in new[]
        {
            (new[] { "tiny" }, "expected its weights at"),
            (["tiny", "--checkpoint", "bst"], "Did you mean 'best'?"),
            (["tiny", "--checkpoint", "best", "--mask", "strokse"], "Did you mean 'strokes'?"),
            (["tiny", "--checkpoint", "best", "--images", "9,"], "has 4 images, expected numbers from 0 to 3"),
            (["tiny", "--checkpoint", "best", "--masks", "mask.png"], "--masks: expected --photos beside it"),
            (["tiny", "--checkpoint", "best", "--size", "64"], "--size: expected --photos beside it"),
            (["telea"], "expected a run, whose evaluation says which images are shown"),
            (["telea", "--photos", _folder["nothing"]], "expected a folder of images"),
            (["tiny", "--checkpoint", "best", "--zoom", "30,30,8"], "within images of 32 x 32 px"),
            (["tiny", "--checkpoint", "best", "--metric", "fid"], "expected a metric per image"),
            (["tiny", "-o", "grid.gif"], "expected a name that ends in"),
            (["tiny", "--error-scale", "2"], "--error-scale"),
            (["tleea"], "did you mean the method 'telea'?"),
        })
        {
            var run = Grid(arguments.Contains("-o") ? arguments : ["-o", _folder["none.png"], .. arguments]);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(message, run.Error);
            Assert.Empty(run.Output);
        }

        Assert.False(File.Exists(_folder["none.png"]));
    }

    [Fact]
    public void Mined_images_are_listed_and_drawn_and_runs_on_other_masks_refused()
    {
        var spec = _folder.Write("telea.yaml", TrainedRun.Spec.Replace("name: tiny", "name: fast", StringComparison.Ordinal)
            .Replace("{family: gated-conv, variant: unet, width: 4, discriminator_width: 4}", "{family: telea}", StringComparison.Ordinal));
        Assert.Equal(0, ProgramRun.Of(Runs, "run", spec).ExitCode);
        var file = _folder.File("mined.png");
        var mined = ProgramRun.Of(Runs, "runs", "mine", "fast", "tiny", "--mask", "strokes", "--top", "2", "--grid", file, "--json").Json;
        Assert.Equal(["fast", "tiny"], mined.GetProperty("runs").EnumerateArray().Select(r => r.GetProperty("name").GetString()!));
        Assert.Equal(("test/strokes", 4), (mined.GetProperty("mask_set").GetString(), mined.GetProperty("images").GetInt32()));
        foreach (var win in mined.GetProperty("wins").EnumerateArray())
            Assert.Equal(win.GetProperty("score").GetDouble(), win.GetProperty("values")[0].GetDouble() - win.GetProperty("values")[1].GetDouble(), 9);
        var failures = mined.GetProperty("failures").EnumerateArray().Select(f => f.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(failures.Order(), failures);
        Assert.Equal(2, failures.Count);
        Assert.True(ImageFile.Read(file).Height > 2 * 128);

        var text = ProgramRun.WithoutTorch(Runs, "runs", "mine", "fast", "tiny", "--mask", "strokes");
        Assert.Contains("where all fail: the best of them is worst:", text.Output);
        Assert.Contains("choose with --mask or --split", ProgramRun.WithoutTorch(Runs, "runs", "mine", "fast", "tiny").Error);
        var other = _folder.Write("other.yaml", File.ReadAllText(spec).Replace("name: fast", "name: other", StringComparison.Ordinal).Replace("images: 4", "images: 3", StringComparison.Ordinal));
        Assert.Equal(0, ProgramRun.Of(Runs, "run", other).ExitCode);
        var refused = ProgramRun.WithoutTorch(Runs, "runs", "mine", "fast", "other", "--mask", "strokes");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("do not compare: they differ in images (4 and 3), mask bank (", refused.Error);
    }

    private static ImageBuffer Picture(int width, int height, Func<int, int> sample) =>
        ImageBuffer.FromPlanar([.. Enumerable.Range(0, 3 * width * height).Select(i => sample(i % (width * height)) / 255f)], 3, height, width);

    private ProgramRun Grid(params string[] arguments) => ProgramRun.Of(Runs, ["runs", "grid", .. arguments]);
}
