using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary>Datasets that are missing, empty or partly broken.</summary>
public sealed class DatasetErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _spec;

    public DatasetErrorTests() => _spec = _folder.Write(
        "images.yaml",
        """
        name: images
        resolution: 32
        device: cpu
        dataset: {kind: images, root: photographs}
        mask: {kind: box}
        model: {family: gated-conv, variant: unet, width: 4}
        training: {steps: 6, batch: 2, workers: 1}
        evaluation: {images: 2, batch: 2, grid: 1}
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dataset_that_is_missing_or_empty_is_named_and_leaves_no_run()
    {
        var missing = Run();
        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("images.yaml:4:17: dataset 'images', root: expected a folder of images, found nothing at '", missing.Error);
        Assert.Contains("photographs", missing.Error);

        Directory.CreateDirectory(_folder.File("photographs", "train"));
        Directory.CreateDirectory(_folder.File("photographs", "val"));
        var empty = Run();
        Assert.Equal(1, empty.ExitCode);
        Assert.Contains("photographs", empty.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "runs")));
    }

    [Fact]
    public void A_truncated_file_among_good_ones_is_named_counted_and_skipped_with_an_event()
    {
        for (var i = 0; i < 5; i++)
            _folder.Write($"photographs/train/good-{i}.jpg", Photograph(i));
        for (var i = 0; i < 2; i++)
            _folder.Write($"photographs/val/good-{i}.png", Photograph(100 + i));
        var broken = _folder.File("photographs", "train", "cut.jpg");
        File.WriteAllBytes(broken, File.ReadAllBytes(_folder.File("photographs", "train", "good-0.jpg"))[..^600]);

        var run = Run();
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Error.Split('\n'), l => l.StartsWith("skipped: ", StringComparison.Ordinal) && l.Contains("cut.jpg"));
        Assert.Contains(run.Lines, l => l.StartsWith("broken images skipped: 1 ", StringComparison.Ordinal));

        var shown = ProgramRun.WithoutTorch(Runs, "runs", "show", "latest", "--json").Json;
        var e = Assert.Single(shown.GetProperty("events").EnumerateArray(), e => e.GetProperty("kind").GetString() == "broken-image");
        Assert.Equal("warning", e.GetProperty("level").GetString());
        Assert.Contains("cut.jpg", e.GetProperty("message").GetString());
        Assert.Equal("finished", shown.GetProperty("run").GetProperty("state").GetString());
    }

    private static ImageBuffer Photograph(int seed)
    {
        var image = new ImageBuffer(48, 40, 3);
        new Random(seed).NextBytes(image.Bytes);
        return image;
    }

    private string Runs => Path.Combine(_folder.Path, "runs");

    private ProgramRun Run() => ProgramRun.Of(Runs, "run", _spec, "-s", $"dataset.root={Path.Combine(_folder.Path, "photographs")}");
}
