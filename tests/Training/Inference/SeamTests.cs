using InpaintLab.Imaging;
using InpaintLab.Training.Inference;

namespace InpaintLab.Tests.Training.Inference;

/// <summary>Cutting an image into pieces must not show.</summary>
public sealed class SeamTests
{
    private const int Width = 230;
    private const int Height = 170;

    public static TheoryData<InpaintingOptions> Cuts => new(
        new InpaintingOptions { Strategy = InpaintingStrategy.Tiles, Tile = 48, Overlap = 16 },
        new InpaintingOptions { Strategy = InpaintingStrategy.Tiles, Tile = 64, Overlap = 32 },
        new InpaintingOptions { Strategy = InpaintingStrategy.Tiles, Tile = 100, Overlap = 12 },
        new InpaintingOptions { Strategy = InpaintingStrategy.Crops, Tile = 256 },
        new InpaintingOptions { Strategy = InpaintingStrategy.Whole });

    [Theory]
    [MemberData(nameof(Cuts))]
    public void A_network_that_continues_a_smooth_picture_leaves_it_smooth(InpaintingOptions options)
    {
        var (truth, mask) = (Smooth(), Lines());
        var damaged = truth.Copy();
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 1)
                damaged.SetColour(i % Width, i / Width, 0, 0, 0);
        }

        using var inpainter = new Witness().Inpainter(options);
        var result = inpainter.Inpaint(damaged, mask);

        // Three levels are what the window costs at the image's border; a seam would add to it.
        for (var i = 0; i < mask.Length; i++)
            Assert.InRange(result[i % Width, i / Width, 0] - truth[i % Width, i / Width, 0], -3, 3);
    }

    [Fact]
    public void Tiles_of_different_colours_go_over_into_each_other_in_steps_no_larger_than_linear_ones()
    {
        var mask = new byte[Width * Height];
        for (var y = 0; y < Height; y += 10)
            mask.AsSpan(y * Width, 3 * Width).Fill(1);

        // The means of neighbours are 32 levels apart: the distance of tiles.
        Assert.InRange(LargestStep(overlap: 32, mask), 1, 3);
        Assert.InRange(LargestStep(overlap: 0, mask), 25, 70);
    }

    [Fact]
    public void A_hole_thinner_than_a_shrunken_pixel_is_filled_in_its_place()
    {
        // One crop around all lines: shrunk by 4 and enlarged again, without a shift or anything of the hole's black.
        var (truth, mask) = (Smooth(), Lines(thickness: 1));
        var damaged = truth.Copy();
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 1)
                damaged.SetColour(i % Width, i / Width, 0, 0, 0);
        }

        using var inpainter = new Witness().Inpainter(new InpaintingOptions { Strategy = InpaintingStrategy.Crops, Tile = 64 });
        var result = inpainter.Inpaint(damaged, mask);
        for (var i = 0; i < mask.Length; i++)
            Assert.InRange(result[i % Width, i / Width, 0] - truth[i % Width, i / Width, 0], -3, 3);
    }

    [Fact]
    public void A_hole_larger_than_a_crop_sees_all_its_surroundings()
    {
        var mask = new byte[Width * Height];
        for (var y = 40; y < 130; y++)
            mask.AsSpan((y * Width) + 60, 110).Fill(1);
        var network = new PieceMean(sizeMultiple: 8);
        using var inpainter = network.Inpainter(new InpaintingOptions { Strategy = InpaintingStrategy.Crops, Tile = 64, Margin = 30 });
        var result = inpainter.Inpaint(Smooth(), mask);
        Assert.Equal([1L, 1, 56, 64], Assert.Single(network.Masks));

        // The mean around a point-symmetric hole is the value in its middle.
        Assert.InRange(result[100, 80, 0] - Smooth()[115, 85, 0], -2, 2);
    }

    private static int LargestStep(int overlap, byte[] mask)
    {
        using var inpainter = new PieceMean().Inpainter(new InpaintingOptions { Strategy = InpaintingStrategy.Tiles, Tile = 64, Overlap = overlap });
        var result = inpainter.Inpaint(Smooth(), mask);
        var largest = 0;
        for (var i = 1; i < mask.Length; i++)
        {
            var (y, x) = Math.DivRem(i, Width);
            if (x > 0 && mask[i] == 1)
                largest = Math.Max(largest, Math.Abs(result[x, y, 0] - result[x - 1, y, 0]));
            if (y > 0 && mask[i] == 1 && mask[i - Width] == 1)
                largest = Math.Max(largest, Math.Abs(result[x, y, 0] - result[x, y - 1, 0]));
        }

        return largest;
    }

    // A level more for each pixel to the right, and one for every fourth row.
    private static ImageBuffer Smooth()
    {
        var image = new ImageBuffer(Width, Height, 1);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
                image[x, y, 0] = Math.Min(255, (x * 200 / Width) + (y / 4));
        }

        return image;
    }

    private static byte[] Lines(int thickness = 3)
    {
        var mask = new byte[Width * Height];
        for (var i = 0; i < mask.Length; i++)
            mask[i] = ((i % Width) + (i / Width)) % 25 < thickness ? (byte)1 : (byte)0;
        return mask;
    }
}
