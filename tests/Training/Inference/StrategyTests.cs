using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Tests.Imaging;
using InpaintLab.Training.Inference;

namespace InpaintLab.Tests.Training.Inference;

/// <summary>Which pieces are computed, and that only the hole changes.</summary>
public sealed class StrategyTests
{
    // So that 256 x 256 px are what a forward may take.
    private const long Greedy = PatchPredictor.PatchBytes / (256 * 256);

    [Fact]
    public void Whatever_the_size_depth_and_strategy_known_pixels_and_alpha_stay_and_the_hole_is_filled()
    {
        var random = new Random(4);
        for (var i = 0; i < 120; i++)
        {
            var (width, height) = i < 10 ? (i % 2 == 0 ? 1 : 70, i % 2 == 0 ? 70 : 1) : (random.Next(1, 100), random.Next(1, 100));
            var image = Images.Noise(width, height, random.Next(1, 5), random.Next(2) == 0 ? 8 : 16, seed: i);
            var mask = Enumerable.Range(0, width * height).Select(p => (byte)(random.Next(40) == 0 || p % width < i % 9 ? 1 : 0)).ToArray();
            mask[random.Next(mask.Length)] = 0;
            int? side = i % 3 == 0 ? 32 : null;
            var options = new InpaintingOptions
            {
                Strategy = side is null ? (InpaintingStrategy)(i % 4) : (InpaintingStrategy)(i % 2 * 2),
                Tile = side is null ? 16 * random.Next(1, 5) : null,
                Margin = random.Next(0, 20),
            };
            using var inpainter = new Red(side ?? 16, side).Inpainter(options);
            // Where a crop is scaled down, a hole's border takes on some of what is known beside it.
            var scaled = options.Strategy == InpaintingStrategy.Crops && Math.Max(width, height) > (side ?? options.Tile);
            AssertFilled(image, inpainter.Inpaint(image, mask), mask, scaled ? image.MaxSample : 1);
        }
    }

    [Fact]
    public void Only_tiles_that_touch_the_hole_are_computed_several_at_once_and_with_equal_results()
    {
        var image = Images.Noise(1000, 700, 3, 8);
        var mask = new byte[1000 * 700];
        mask[(10 * 1000) + 10] = mask[(690 * 1000) + 990] = 1;
        mask.AsSpan(350 * 1000, 1000).Fill(1);
        var options = new InpaintingOptions { Strategy = InpaintingStrategy.Tiles, Tile = 128, Overlap = 0 };
        var (many, single) = (new Witness(), new Witness(bytesPerPixel: PatchPredictor.BatchBytes));
        using var batched = many.Inpainter(options);
        using var oneByOne = single.Inpainter(options);
        var (first, second) = (image.Copy(), image.Copy());
        Assert.Equal((InpaintingStrategy.Tiles, 10), batched.Fill(first, mask));
        Assert.Equal([1L, 8, 1], many.Masks.Select(m => m[0]));
        Assert.Equal((InpaintingStrategy.Tiles, 10), oneByOne.Fill(second, mask));
        Assert.All(single.Masks, shape => Assert.Equal([1L, 1, 128, 128], shape));
        Images.AssertSame(first, second);
    }

    [Fact]
    public void A_network_of_one_size_gets_that_size_only()
    {
        var network = new Red(32, fixedSize: 32);
        foreach (var (width, height) in new[] { (32, 32), (7, 5), (1, 20), (200, 31), (90, 90) })
        {
            var image = Images.Noise(width, height, 3, 8);
            var mask = new byte[width * height];
            mask.AsSpan(0, (mask.Length * 2 / 3) + 1).Fill(1);
            foreach (var strategy in new[] { InpaintingStrategy.Auto, InpaintingStrategy.Tiles, InpaintingStrategy.Crops })
            {
                var result = image.Copy();
                new Inpainter(network, TorchSharp.torch.CPU, 32, new InpaintingOptions { Strategy = strategy }).Fill(result, mask);
                AssertFilled(image, result, mask, strategy == InpaintingStrategy.Tiles || Math.Max(width, height) <= 32 ? 1 : image.MaxSample);
            }
        }

        Assert.All(network.Masks, shape => Assert.Equal([32L, 32], shape[2..]));
        using var whole = network.Inpainter(new InpaintingOptions { Strategy = InpaintingStrategy.Whole });
        var error = Assert.Throws<UserErrorException>(() => whole.Inpaint(new ImageBuffer(33, 20, 3), [1, .. new byte[(33 * 20) - 1]]));
        Assert.Contains("32 x 32 px only", error.Message, StringComparison.Ordinal);
        Assert.Contains("33 x 20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_goes_by_size_hole_and_memory()
    {
        using var inpainter = new Red(16, bytesPerPixel: Greedy).Inpainter(new InpaintingOptions());
        Assert.Equal(InpaintingStrategy.Whole, Choose(256, 256, (0, 0, 200, 200)));
        Assert.Equal(InpaintingStrategy.Crops, Choose(1000, 800, (500, 300, 80, 100)));
        Assert.Equal(InpaintingStrategy.Tiles, Choose(1000, 800, (10, 300, 980, 20)));
        Assert.Equal(InpaintingStrategy.Crops, Choose(1000, 800, (100, 100, 700, 600)));

        InpaintingStrategy Choose(int width, int height, (int X, int Y, int Width, int Height) hole)
        {
            var mask = new byte[width * height];
            for (var y = hole.Y; y < hole.Y + hole.Height; y++)
                mask.AsSpan((y * width) + hole.X, hole.Width).Fill(1);
            return inpainter.Fill(new ImageBuffer(width, height, 3), mask).Strategy;
        }
    }

    [Fact]
    public void A_small_hole_in_a_large_image_costs_little_memory()
    {
        var image = new ImageBuffer(4000, 3000, 3);
        var mask = new byte[4000 * 3000];
        for (var y = 1400; y < 1450; y++)
            mask.AsSpan((y * 4000) + 1900, 60).Fill(1);
        foreach (var strategy in new[] { InpaintingStrategy.Tiles, InpaintingStrategy.Crops, InpaintingStrategy.Auto })
        {
            using var inpainter = new Red(16, bytesPerPixel: Greedy).Inpainter(new InpaintingOptions { Strategy = strategy });
            var before = GC.GetAllocatedBytesForCurrentThread();
            inpainter.Fill(image, mask);

            // As numbers, the image would be 144 MB, and its 8-bit samples are 36.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 24_000_000);
        }
    }

    [Fact]
    public void Without_a_hole_nothing_is_computed_and_all_hole_is_refused()
    {
        var network = new Red();
        using var inpainter = network.Inpainter(new InpaintingOptions());
        var image = Images.Noise(20, 10, 4, 16);
        var copy = image.Copy();
        Assert.Equal((InpaintingStrategy.Whole, 0), inpainter.Fill(copy, new byte[200]));
        Images.AssertSame(image, copy);
        Assert.Empty(network.Masks);
        var error = Assert.Throws<UserErrorException>(() => inpainter.Fill(copy, [.. Enumerable.Repeat((byte)1, 200)]));
        Assert.Contains("all hole", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => inpainter.Fill(copy, new byte[199]));
    }

    [Theory]
    [InlineData(100, null, null, "tile: expected a multiple of 16 px for this network, received 100; the nearest is 96")]
    [InlineData(0, null, null, "tile: expected a multiple of 16 px for this network, received 0; the nearest is 16")]
    [InlineData(64, 33, null, "overlap: expected 0 to 32 px, half a tile of 64, received 33")]
    [InlineData(64, -1, null, "overlap: expected 0 to 32 px, half a tile of 64, received -1")]
    [InlineData(64, null, -1, "margin: expected a number of pixels from 0, received -1")]
    public void Lengths_that_do_not_fit_are_refused(int tile, int? overlap, int? margin, string message)
    {
        var options = new InpaintingOptions { Tile = tile, Overlap = overlap, Margin = margin };
        Assert.Equal(message, Assert.Throws<UserErrorException>(() => new Red(16).Inpainter(options)).Message);
    }

    [Fact]
    public void A_network_of_one_size_has_tiles_of_that_size() =>
        Assert.Equal(
            "tile: expected 32 px, the only size that this network takes, received 64",
            Assert.Throws<UserErrorException>(() => new Red(32, 32).Inpainter(new InpaintingOptions { Tile = 64 })).Message);

    private static void AssertFilled(ImageBuffer image, ImageBuffer result, byte[] mask, int tolerance)
    {
        var colours = image.HasAlpha ? image.Channels - 1 : image.Channels;
        int[] red = colours == 3 ? [image.MaxSample, 0, (int)((image.MaxSample * 0.25) + 0.5)] : [(int)((image.MaxSample * (19595 + (7471 / 4.0)) / 65536) + 0.5)];
        for (var i = 0; i < mask.Length; i++)
        {
            var (y, x) = Math.DivRem(i, image.Width);
            for (var c = 0; c < image.Channels; c++)
            {
                var expected = mask[i] == 1 && c < colours ? red[c] : image[x, y, c];
                var allowed = mask[i] == 1 && c < colours ? tolerance : 0;
                Assert.InRange(result[x, y, c], expected - allowed, expected + allowed);
            }
        }
    }
}
