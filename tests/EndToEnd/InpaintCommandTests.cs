using InpaintLab.Imaging;

namespace InpaintLab.Tests.EndToEnd;

/// <summary><c>inpaint</c>: any size and kind of image, known pixels exact, and what is refused.</summary>
[Collection(TrainedRunCollection.Name)]
public sealed class InpaintCommandTests(TrainedRun trained) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Images_of_any_size_depth_and_kind_keep_their_known_pixels_and_alpha_exactly()
    {
        // Odd sizes need padding on both sides; the hole reaches the right edge and the lower one.
        var images = new Dictionary<string, ImageBuffer>
        {
            ["rgb8"] = Noise(45, 37, 3, 8),
            ["rgba16"] = Noise(33, 51, 4, 16),
            ["grey8"] = Noise(17, 16, 1, 8),
            ["grey16-alpha"] = Noise(40, 23, 2, 16),
            ["no-hole"] = Noise(20, 20, 3, 8),
        };
        foreach (var (name, image) in images)
        {
            _folder.Write($"images/{name}.png", image);
            _folder.Write($"masks/{name}.png", Mask(image, name == "no-hole" ? (0, 0) : (image.Width / 2, image.Height / 3)));
        }

        var run = Inpaint("images", "masks", "out", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(trained.Result.Lines[^1], run.Json.GetProperty("run").GetString());
        Assert.Equal(5, run.Json.GetProperty("n").GetInt32());
        foreach (var (name, image) in images)
        {
            var result = ImageFile.Read(_folder.File("out", $"{name}.png"));
            Assert.Equal((image.Width, image.Height, image.Channels, image.BitDepth), (result.Width, result.Height, result.Channels, result.BitDepth));
            var mask = MaskFile.Read(_folder.File("masks", $"{name}.png"), out _);
            var (changed, hole) = CompareHole(image, result, mask);
            Assert.Equal(name == "no-hole", hole == 0);
            Assert.True(changed >= 0.9 * hole, $"{name}: {changed} of {hole} hole pixels changed");
        }
    }

    [Fact]
    public void Mask_polarity_and_the_best_checkpoint_can_be_chosen()
    {
        var image = Noise(32, 32, 3, 8);
        _folder.Write("image.png", image);
        var white = Mask(image, (10, 12));
        _folder.Write("white.png", white);
        _folder.Write("black.png", MaskFile.ToImage(MaskFile.FromImage(white), new ImageSize(32, 32), MaskPolarity.Black));

        var last = Inpaint("image.png", "white.png", "last.png");
        Assert.Equal($"{_folder.File("image.png")} -> {_folder.File("last.png")}  32 x 32 px, hole 11.7 %, whole", last.Lines.Single());
        Assert.Equal(0, Inpaint("image.png", "black.png", "black-out.png", "--mask-polarity", "black").ExitCode);
        Assert.Equal(File.ReadAllBytes(_folder.File("last.png")), File.ReadAllBytes(_folder.File("black-out.png")));

        Assert.Equal(0, Inpaint("image.png", "white.png", "best.png", "--checkpoint", "best").ExitCode);
        Assert.NotEqual(File.ReadAllBytes(_folder.File("last.png")), File.ReadAllBytes(_folder.File("best.png")));

        // A file format that loses something says so.
        Assert.Contains("JPEG changes known pixels", Inpaint("image.png", "white.png", "lossy.jpg").Error);
    }

    [Fact]
    public void A_mask_of_another_size_is_refused_with_both_sizes()
    {
        _folder.Write("image.png", Noise(20, 30, 3, 8));
        _folder.Write("mask.png", Mask(Noise(30, 20, 1, 8), (5, 5)));
        AssertRefused(Inpaint("image.png", "mask.png", "out.png"), "mask.png: ", "20 x 30", "30 x 20");
    }

    [Fact]
    public void A_mask_that_is_all_hole_is_refused()
    {
        _folder.Write("image.png", Noise(20, 20, 3, 8));
        _folder.Write("mask.png", Mask(Noise(20, 20, 1, 8), (20, 20)));
        AssertRefused(Inpaint("image.png", "mask.png", "out.png"), "mask.png: ", "all hole", "polarity");
    }

    [Fact]
    public void A_folder_with_a_missing_mask_is_refused_before_any_work()
    {
        _folder.Write("images/a.png", Noise(20, 20, 3, 8));
        _folder.Write("images/b.png", Noise(20, 20, 3, 8));
        _folder.Write("masks/a.png", Mask(Noise(20, 20, 1, 8), (5, 5)));
        AssertRefused(Inpaint("images", "masks", "out"), "masks: ", "missing: b");
        Assert.False(Directory.Exists(_folder.File("out")));
    }

    [Theory]
    [InlineData("imgae.png", "mask.png", "imgae.png: no such file; expected an image or a folder of images.", "image.png'?")]
    [InlineData("image.png", "masks.png", "masks.png: no such file; expected a mask.", "mask.png'?")]
    [InlineData("folder", "masks.png", "masks.png: no such file; expected a mask or a folder of masks.", "mask.png'?")]
    public void A_missing_file_is_answered_with_the_nearest_name_before_a_network_is_loaded(string image, string mask, params string[] message)
    {
        _folder.Write("image.png", Noise(20, 20, 3, 8));
        _folder.Write("mask.png", Noise(20, 20, 1, 8));
        _folder.Write("folder/a.png", Noise(20, 20, 3, 8));
        AssertRefused(ProgramRun.WithoutTorch(trained.Runs, "inpaint", "tiny", _folder[image], _folder[mask], "-o", _folder["out.png"]), message);
    }

    [Fact]
    public void A_corrupt_checkpoint_is_named()
    {
        var copy = _folder.File("copied-run", "x")[..^2];
        foreach (var file in Directory.GetFiles(trained.RunPath, "*", SearchOption.AllDirectories))
            File.Copy(file, _folder.File("copied-run", Path.GetRelativePath(trained.RunPath, file)));
        var checkpoint = Path.Combine(copy, "checkpoints", "last.safetensors");
        File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..^1000]);
        _folder.Write("image.png", Noise(20, 20, 3, 8));
        _folder.Write("mask.png", Mask(Noise(20, 20, 1, 8), (5, 5)));
        var run = ProgramRun.Of(trained.Runs, "inpaint", copy, _folder.File("image.png"), _folder.File("mask.png"), "-o", _folder.File("out.png"));
        AssertRefused(run, checkpoint, "cannot be used");
    }

    [Fact]
    public void A_run_that_is_not_there_is_answered_with_the_nearest_name()
    {
        var run = ProgramRun.WithoutTorch(trained.Runs, "inpaint", "tinny", "image.png", "mask.png", "-o", "out.png");
        AssertRefused(run, "no run 'tinny'", "Did you mean 'tiny'?");
    }

    [Theory]
    [InlineData("--checkpoint", "bets", "Did you mean 'best'?")]
    [InlineData("--mask-polarity", "grey", "Known: white, black.")]
    public void An_unknown_choice_is_answered_with_the_valid_ones(string option, string value, string message) =>
        AssertRefused(ProgramRun.WithoutTorch(trained.Runs, "inpaint", "tiny", "a.png", "b.png", "-o", "c.png", option, value), option, message);

    private static void AssertRefused(ProgramRun run, params string[] parts)
    {
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("error: ", run.Error);
        Assert.All(parts, part => Assert.Contains(part, run.Error));
        Assert.Empty(run.Output);
    }

    private static ImageBuffer Noise(int width, int height, int channels, int bitDepth)
    {
        var image = new ImageBuffer(width, height, channels, bitDepth);
        new Random(width).NextBytes(image.Bytes);
        return image;
    }

    // A white rectangle in the lower right corner.
    private static ImageBuffer Mask(ImageBuffer image, (int Width, int Height) hole)
    {
        var mask = new ImageBuffer(image.Width, image.Height, 1);
        for (var y = image.Height - hole.Height; y < image.Height; y++)
        {
            for (var x = image.Width - hole.Width; x < image.Width; x++)
                mask[x, y, 0] = 255;
        }

        return mask;
    }

    // Counts hole pixels, and those that changed; everything that must not change is compared.
    private static (int Changed, int Hole) CompareHole(ImageBuffer image, ImageBuffer result, byte[] mask)
    {
        var (changed, hole) = (0, 0);
        var colours = image.HasAlpha ? image.Channels - 1 : image.Channels;
        for (var i = 0; i < mask.Length; i++)
        {
            var (y, x) = Math.DivRem(i, image.Width);
            var same = Enumerable.Range(0, colours).All(c => image[x, y, c] == result[x, y, c]);
            Assert.True(same || mask[i] == 1, $"known pixel {x}, {y} changed");
            Assert.True(!image.HasAlpha || image[x, y, colours] == result[x, y, colours], $"alpha at {x}, {y} changed");
            hole += mask[i];
            changed += same ? 0 : 1;
        }

        return (changed, hole);
    }

    private ProgramRun Inpaint(string image, string mask, string output, params string[] options) => ProgramRun.Of(
        trained.Runs, ["inpaint", "tiny", _folder.File(image), _folder.File(mask), "-o", Path.Combine(_folder.Path, output), .. options]);
}
