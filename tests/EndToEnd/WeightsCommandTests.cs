using InpaintLab.Core.Weights;
using InpaintLab.Imaging;
using InpaintLab.Tests.Torch.Pickle;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Tests.EndToEnd;

public sealed class WeightsCommandTests : IDisposable
{
    private static readonly string Samples = Path.Combine(AppContext.BaseDirectory, "Models", "WeightMaps", "Samples");
    private readonly TemporaryFolder _folder = new();

    private string Runs => Path.Combine(_folder.Path, "runs");

    private string Store => Path.Combine(_folder.Path, "store");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_catalogue_is_listed_with_what_is_in_the_store()
    {
        _folder.Write("store/lpips-v0.1-alex.pth", "not weights");
        var rows = InStore("weights", "list", "--json").Json.EnumerateArray().ToDictionary(r => r.GetProperty("name").GetString()!);
        Assert.Equal(WeightsCatalogue.Entries.Select(e => e.Name), rows.Keys);
        Assert.Equal("absent", rows["fid-inception"].GetProperty("state").GetString());
        Assert.Equal("damaged", rows["lpips-alex"].GetProperty("state").GetString());
        Assert.StartsWith("https://", rows["vgg16"].GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Contains("Apache-2.0", InStore("weights").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Verifying_fails_where_a_file_is_damaged_or_missing_and_importing_another_file_is_refused()
    {
        Assert.Contains("nothing to verify", InStore("weights", "verify").Output, StringComparison.Ordinal);
        var other = _folder.Write("store/alexnet-owt-7be5be79.pth", "not weights");
        var damaged = InStore("weights", "verify");
        Assert.Equal(3, damaged.ExitCode);
        Assert.Contains("alexnet: damaged", damaged.Output, StringComparison.Ordinal);
        Assert.Equal(3, InStore("weights", "verify", "vgg16").ExitCode);
        AssertRefused(InStore("weights", "import", other), "expected the SHA-256 of 'alexnet', 7be5be79");
        AssertRefused(InStore("weights", "import", other, "--as", "vg16"), "Did you mean 'vgg16'?");
    }

    [Fact]
    public void Fetching_refuses_unknown_names_and_addresses_that_are_not_secure()
    {
        AssertRefused(InStore("weights", "fetch", "fid-incepton"), "Did you mean 'fid-inception'?");
        AssertRefused(InStore("weights", "fetch", "vgg16", "--from", "http://example.invalid/vgg16.pth"), "begins with https://");
        Assert.False(Directory.Exists(Store));
    }

    [Fact]
    public void A_files_tensors_are_shown_without_libtorch_and_hostile_files_are_refused()
    {
        var shown = ProgramRun.WithoutTorch(Runs, "weights", "show", PickleSamples.PathOf("zip.pth"), "--json").Json;
        var first = shown.GetProperty("tensors")[0];
        Assert.Equal(("netG.conv.weight", "float32"), (first.GetProperty("name").GetString(), first.GetProperty("type").GetString()));
        Assert.Equal(shown.GetProperty("n").GetInt32(), shown.GetProperty("tensors").GetArrayLength());
        AssertRefused(ProgramRun.WithoutTorch(Runs, "weights", "show", PickleSamples.PathOf("other-class.pth")), "the global '__main__.Other', which is refused");
        AssertRefused(ProgramRun.WithoutTorch(Runs, "weights", "show", _folder.Write("text.pth", "no weights")), "text.pth: not a readable safetensors file");
    }

    [Fact]
    public void A_PyTorch_checkpoint_becomes_a_run_that_inpaints_and_is_exported_equal()
    {
        var spec = _folder.Write("tiny.yaml", TrainedRun.Spec);
        var loaded = ProgramRun.Of(Runs, "weights", "load", spec, Path.Combine(Samples, "unet.pth"), "-s", "model.width=2", "-s", "dataset.train=1");
        Assert.True(loaded.ExitCode == 0, loaded.Error);
        var shown = ProgramRun.WithoutTorch(Runs, "runs", "show", "latest", "--json").Json;
        Assert.Equal("finished", shown.GetProperty("run").GetProperty("state").GetString());
        Assert.Equal(
            WeightsStore.HashOf(Path.Combine(Samples, "unet.pth")),
            shown.GetProperty("environment").GetProperty("weights_hashes").GetProperty("unet.pth").GetString());

        var exported = Path.Combine(_folder.Path, "out.safetensors");
        var run = ProgramRun.Of(Runs, "weights", "export", loaded.Lines[^1], "-o", exported);
        Assert.True(run.ExitCode == 0, run.Error);
        using (NewDisposeScope())
        {
            var (expected, actual) = (SafetensorsFile.Load(Path.Combine(Samples, "unet.safetensors")), SafetensorsFile.Load(exported));
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
            Assert.All(expected, e => Assert.True(e.Value.bytes.SequenceEqual(actual[e.Key].bytes), e.Key));
        }

        var half = Path.Combine(_folder.Path, "half.safetensors");
        Assert.Equal(0, ProgramRun.Of(Runs, "weights", "export", "latest", "-o", half, "--dtype", "float16").ExitCode);
        using (var file = SafetensorsFile.Open(half))
            Assert.All(file.Entries, e => Assert.Equal(ScalarType.Float16, e.Type));
        AssertRefused(ProgramRun.WithoutTorch(Runs, "weights", "export", "latest", "-o", half, "--dtype", "float61"), "Did you mean 'float16'?");
        AssertRefused(ProgramRun.WithoutTorch(Runs, "weights", "export", "latest", "-o", "half.bin"), "ends with .safetensors");

        _folder.Write("image.png", new ImageBuffer(32, 32, 3));
        var mask = new ImageBuffer(32, 32, 1);
        mask[5, 5, 0] = 255;
        _folder.Write("mask.png", mask);
        var filled = Path.Combine(_folder.Path, "filled.png");
        Assert.Equal(0, ProgramRun.Of(Runs, "inpaint", "latest", _folder.File("image.png"), _folder.File("mask.png"), "-o", filled).ExitCode);
        Assert.NotEqual(0, ImageFile.Read(filled)[5, 5, 0]);
        AssertRefused(ProgramRun.Of(Runs, "run", "--resume", "latest"), "nothing to resume. To measure it again: inpaintlab evaluate");
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused_and_leave_no_run()
    {
        var spec = _folder.Write("tiny.yaml", TrainedRun.Spec);
        var weights = Path.Combine(Samples, "unet.pth");
        AssertRefused(
            ProgramRun.Of(Runs, "weights", "load", spec, weights),
            "stem.conv.weight [8, 4, 5, 5]: expected these sizes, received netG.module.stem.conv.weight [4, 4, 5, 5]");
        AssertRefused(ProgramRun.Of(Runs, "weights", "load", spec, weights, "--map", "deepfill-v2-pytorch"), "no rule matches it");
        AssertRefused(ProgramRun.Of(Runs, "weights", "load", spec, weights, "--map", _folder.Write("map.yaml", "rules: 7")), "map.yaml:1:8", "expected a list");
        AssertRefused(ProgramRun.Of(Runs, "weights", "load", spec, "nowhere.pth"), "nowhere.pth: there is no such file");
        Assert.False(Directory.Exists(Runs));
    }

    private static void AssertRefused(ProgramRun run, params string[] parts)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
        Assert.Empty(run.Output);
    }

    private ProgramRun InStore(params string[] arguments) => ProgramRun.With(WeightsStore.Variable, Store, Runs, arguments);
}
