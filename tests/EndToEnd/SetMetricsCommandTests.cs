using System.Text.Json;
using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>Metrics of sets of images: <c>metrics --metrics</c>, and in <c>run</c>, <c>runs show</c> and <c>runs compare</c>.</summary>
public sealed class SetMetricsCommandTests : IDisposable
{
    private const string Keras = "fd-inception768(keras)";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_weights_a_metric_is_not_computed_and_a_footnote_says_what_brings_them()
    {
        WriteImages("truth", "a", "b");
        WriteImages("result", "a", "b");
        var text = Metrics("fid,ssim");
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("ssim", text.Output);
        Assert.Contains(text.Lines, l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["fid", "↓", "-", ..]);
        Assert.Contains("fid: not computed: needs weights that are not here; get them with: inpaintlab weights fetch fid-inception", text.Output);

        var json = Metrics("fid,ssim", "--json").Json;
        Assert.Equal(JsonValueKind.Null, json.GetProperty("fid").ValueKind);
        Assert.Contains("fid-inception", json.GetProperty("not_computed").GetProperty("fid").GetString());
        Assert.Equal(JsonValueKind.Number, json.GetProperty("ssim").ValueKind);
        AssertRefused("nothing can be computed. fid needs weights", "fid");
    }

    [Theory]
    [InlineData("Did you mean 'fid'?", "fdi")]
    [InlineData("expected names with commas", ",")]
    [InlineData("--batch: expected at least 1, received 0", "ssim", "--batch", "0")]
    public void Wrong_arguments_are_refused(string message, string metrics, params string[] more)
    {
        WriteImages("truth", "a");
        WriteImages("result", "a");
        AssertRefused(message, metrics, more);
    }

    [Fact]
    public void Pairs_are_required_by_the_metrics_that_compare_them()
    {
        WriteImages("truth", "a", "b", "c");
        WriteImages("result", "b", "c", "d");
        AssertRefused("missing: a (metric ssim compares pairs of images", "fid64,ssim");
    }

    [Fact]
    public void Folders_of_any_images_have_a_distance_that_says_where_it_comes_from()
    {
        InstallWeights();
        WriteImages("truth", "a", "b", "c");
        ImageFile.Write(_folder.File("truth", "grey.png"), Noise(40, 44, 1, 9));
        WriteImages("other", "x", "y");

        var equal = Between("truth", "truth", $"{Keras},pd-squeezenet(keras)", "--json").Json;
        Assert.InRange(equal.GetProperty(Keras).GetDouble(), 0, 1e-6);
        Assert.Equal(0, equal.GetProperty("pd-squeezenet(keras)").GetDouble());
        Assert.Equal(4, equal.GetProperty("per_image").GetArrayLength());

        var run = Between("truth", "other", Keras, "--json", "--batch", "1");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, run.Json.GetProperty("n").GetInt32());
        var set = run.Json.GetProperty("set_metrics").GetProperty(Keras);
        Assert.InRange(set.GetProperty("value").GetDouble(), 0.01, 1000);
        Assert.Equal(run.Json.GetProperty(Keras).GetDouble(), set.GetProperty("value").GetDouble());
        foreach (var (key, value) in new[] { ("truths", "4"), ("results", "2"), ("layer", "768"), ("weights", "inception-v3-keras") })
            Assert.Equal(value, set.GetProperty("conditions").GetProperty(key).GetString());
        Assert.Matches("^[0-9a-f]{64}$", set.GetProperty("conditions").GetProperty("weights_sha256").GetString());
        Assert.Contains("2 images for 768 dimensions", set.GetProperty("notes")[0].GetString());

        _folder.Write("other/z.png", "no image");
        var broken = Between("truth", "other", Keras);
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("z.png", broken.Error);
    }

    [Fact]
    public void Converted_weights_can_be_imported_and_not_fetched()
    {
        var file = RepositoryRoot.Shared("weights/squeezenet1_1-keras-notop.safetensors");
        var fetch = ProgramRun.Of(_folder.Path, "weights", "fetch", "squeezenet-keras");
        Assert.Equal(1, fetch.ExitCode);
        Assert.Contains("cannot be fetched: inpaintlab weights import squeezenet1_1-keras-notop.safetensors", fetch.Error);
        Assert.Equal(0, ProgramRun.Of(_folder.Path, "weights", "import", file).ExitCode);
        WriteImages("truth", "a");
        WriteImages("result", "a");
        Assert.Equal(0, Metrics("pd-squeezenet(keras)", "--json").Json.GetProperty("pd-squeezenet(keras)").GetDouble());
    }

    [Fact]
    public void A_run_measures_its_composites_and_says_what_it_could_not()
    {
        InstallWeights();
        var spec = _folder.Write("tiny.yaml", TrainedRun.Spec);
        string[] few = ["-s", "training.steps=2", "-s", "evaluation.masks=[{name: box, kind: random-box}]"];
        string[] arguments = ["run", spec, .. few, "-s", $"evaluation.metrics=[psnr_hole, fid, '{Keras}']"];
        var first = ProgramRun.Of(_folder.Path, [.. arguments, "-s", "evaluation.images=3"]);
        Assert.Equal(0, first.ExitCode);
        Assert.Contains(first.Lines, l => l.Contains($"{Keras} ↓", StringComparison.Ordinal) && l.Contains("fid ↓", StringComparison.Ordinal));
        Assert.Contains(first.Lines, l => l.StartsWith("fid: not computed: ", StringComparison.Ordinal));
        Assert.Contains(first.Lines, l => l.StartsWith($"{Keras}: 3 images for 768 dimensions", StringComparison.Ordinal));

        var second = ProgramRun.Of(_folder.Path, [.. arguments, "-s", "evaluation.images=2", "-s", "evaluation.every=1", "-s", "evaluation.set_metrics=every", "--json"]);
        var result = second.Json.GetProperty("results")[0].GetProperty("set_metrics")[0];
        Assert.True(result.GetProperty("network").GetDouble() > 0 && result.GetProperty("known_mean").GetDouble() > 0);
        Assert.Equal("fid", second.Json.GetProperty("not_computed")[0].GetProperty("name").GetString());

        var shown = ProgramRun.WithoutTorch(_folder.Path, "runs", "show", "latest", "--bins", "--json").Json;
        Assert.Contains($"val/box/{Keras}", shown.GetProperty("series").EnumerateArray().Select(s => s.GetProperty("key").GetString()));
        var record = shown.GetProperty("set_metrics").EnumerateArray()
            .Single(r => r.GetProperty("method").GetString() == "" && r.GetProperty("mask_set").GetString() == "test/box");
        Assert.Equal(result.GetProperty("network").GetDouble(), record.GetProperty("value").GetDouble());
        Assert.Equal(2, shown.GetProperty("bins").EnumerateArray()
            .Where(b => b.GetProperty("metric").GetString() == "psnr_hole" && b.GetProperty("mask_set").GetString() == "test/box")
            .Sum(b => b.GetProperty("n").GetInt32()));
        Assert.Contains("hole ratio", ProgramRun.WithoutTorch(_folder.Path, "runs", "show", "latest", "--bins").Output);

        var listed = ProgramRun.WithoutTorch(_folder.Path, "runs", "--json").Json.EnumerateArray().Select(r => r.GetProperty("id").GetString()!).ToArray();
        var compared = ProgramRun.WithoutTorch(_folder.Path, ["runs", "compare", .. listed, "--bins"]);
        Assert.Equal(0, compared.ExitCode);
        Assert.Contains("does not compare: masks: ", compared.Output);
        Assert.Contains("results: 2 and 3; truths: 2 and 3", compared.Output);
        Assert.Contains("the same by hole ratio", compared.Output);
    }

    private static ImageBuffer Noise(int width, int height, int channels, long seed)
    {
        var image = new ImageBuffer(width, height, channels);
        var random = RandomStream.Create(seed, "noise");
        foreach (ref var b in image.Bytes)
            b = (byte)random.NextUInt64();
        return image;
    }

    private void WriteImages(string folder, params string[] names)
    {
        foreach (var name in names)
            _folder.Write($"{folder}/{name}.png", Noise(36, 40, 3, name[0]));
    }

    private void InstallWeights()
    {
        foreach (var file in new[] { "inception-v3-keras-to-mixed7a.safetensors", "squeezenet1_1-keras-notop.safetensors" })
            File.Copy(RepositoryRoot.Shared($"weights/{file}"), _folder.File(".weights", file));
    }

    private ProgramRun Metrics(string metrics, params string[] more) => Between("truth", "result", metrics, more);

    private ProgramRun Between(string truth, string result, string metrics, params string[] more) =>
        ProgramRun.Of(_folder.Path, ["metrics", _folder.File(truth), _folder.File(result), "--metrics", metrics, .. more]);

    private void AssertRefused(string message, string metrics, params string[] more)
    {
        var run = Metrics(metrics, more);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }
}
