using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>metrics</c>: known values, the JSON shape, and partners that are missing or do not fit.</summary>
public sealed class MetricsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Known_differences_have_their_known_metrics()
    {
        // 10 of 255 everywhere in "far" (PNG against 16 bits), nothing in "same"; "far" has a hole of a quarter.
        _folder.Write("truth/far.png", Grey(100, 3));
        _folder.Write("result/far.png", Grey(110, 3).ToBitDepth(16));
        _folder.Write("masks/far.png", Quarter());
        _folder.Write("truth/same.png", Grey(50, 1));
        _folder.Write("result/same.png", Grey(50, 3));
        _folder.Write("masks/same.png", Quarter());

        var run = Metrics("--masks", _folder.File("masks"), "--json");
        Assert.Equal(0, run.ExitCode);
        double Mean(string metric) => run.Json.GetProperty(metric).GetDouble();
        Assert.Equal(2, run.Json.GetProperty("n").GetInt32());
        Assert.Equal(100 * 10 / 255.0 / 2, Mean("l1"), 4);
        Assert.Equal(100 * 10 / 255.0 / 2, Mean("l1_hole"), 4);

        // The infinite PSNR of equal images is counted apart, not averaged.
        Assert.Equal(20 * Math.Log10(25.5), Mean("psnr"), 4);
        Assert.Equal(20 * Math.Log10(25.5), Mean("psnr_hole"), 4);
        Assert.InRange(Mean("ssim"), 0.9, 1);
        Assert.Equal(1, run.Json.GetProperty("left_out").GetProperty("psnr").GetProperty("infinite").GetInt32());

        var perImage = run.Json.GetProperty("per_image");
        Assert.Equal(["far.png", "same.png"], perImage.EnumerateArray().Select(i => i.GetProperty("image").GetString()));
        Assert.Equal(0, perImage[1].GetProperty("l1").GetDouble());
        Assert.Equal("Infinity", perImage[1].GetProperty("psnr").GetString());
        Assert.Equal(1, perImage[1].GetProperty("ssim").GetDouble(), 9);

        var withoutMasks = Metrics("--json");
        Assert.True(withoutMasks.Json.TryGetProperty("ssim", out _));
        Assert.False(withoutMasks.Json.TryGetProperty("psnr_hole", out _));
        Assert.Contains(Metrics().Lines, l => l.TrimStart().StartsWith("psnr dB ↑", StringComparison.Ordinal));
    }

    [Fact]
    public void Results_that_are_missing_are_named()
    {
        foreach (var name in new[] { "a", "b", "c" })
            _folder.Write($"truth/{name}.png", Grey(1, 3));
        _folder.Write("result/b.png", Grey(1, 3));
        AssertRefused("missing: a, c");

        _folder.Write("result/a.png", Grey(1, 3));
        _folder.Write("result/c.png", Grey(1, 3));
        _folder.Write("result/extra.png", Grey(1, 3));
        AssertRefused("missing: extra");
    }

    [Fact]
    public void Images_of_different_sizes_are_named_with_both_sizes()
    {
        _folder.Write("truth/a.png", new ImageBuffer(16, 20, 3));
        _folder.Write("result/a.png", new ImageBuffer(20, 16, 3));
        AssertRefused("16 x 20 and 20 x 16");
        Assert.Contains("a.png", Metrics().Error);
    }

    [Fact]
    public void A_folder_that_is_missing_or_empty_is_named()
    {
        AssertRefused("truth: expected a folder of images, found nothing");
        Directory.CreateDirectory(_folder.File("truth"));
        AssertRefused("expected images");
    }

    private static ImageBuffer Grey(int value, int channels)
    {
        var image = new ImageBuffer(16, 16, channels);
        image.Bytes.Fill((byte)value);
        return image;
    }

    private static ImageBuffer Quarter()
    {
        var mask = new ImageBuffer(16, 16, 1);
        mask.Bytes[..64].Fill(255);
        return mask;
    }

    private ProgramRun Metrics(params string[] options) =>
        ProgramRun.Of(_folder.Path, ["metrics", _folder.File("truth"), _folder.File("result"), .. options]);

    private void AssertRefused(string message)
    {
        var run = Metrics("--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(message, run.Error);
        Assert.Empty(run.Output);
    }
}
