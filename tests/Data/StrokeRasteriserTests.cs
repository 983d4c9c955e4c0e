using InpaintLab.Core.Randomness;
using InpaintLab.Data.Masks;

namespace InpaintLab.Tests.Data;

public sealed class StrokeRasteriserTests
{
    private const int Height = 29;
    private const int Width = 37;

    [Fact]
    public void A_segment_with_discs_is_all_pixels_within_half_the_width_of_it()
    {
        var stream = RandomStream.Create(1, "segments");
        for (var trial = 0; trial < 300; trial++)
        {
            // Ends may lie outside the image; even widths, because a disc's radius is the width's half rounded down.
            var (x0, y0) = (stream.Integer(-10, Width + 10), stream.Integer(-10, Height + 10));
            var (x1, y1) = (stream.Integer(-10, Width + 10), stream.Integer(-10, Height + 10));
            var thickness = 2 * stream.Integer(1, 8);
            var pixels = new byte[Height * Width];
            StrokeRasteriser.Segment(pixels, Height, Width, x0, y0, x1, y1, thickness);
            StrokeRasteriser.Disc(pixels, Height, Width, x0, y0, thickness / 2);
            StrokeRasteriser.Disc(pixels, Height, Width, x1, y1, thickness / 2);
            for (var i = 0; i < pixels.Length; i++)
            {
                var distance = Distance(i % Width, i / Width, x0, y0, x1, y1);
                // At exactly the limit the floating-point distance of this test may fall to either side.
                if (Math.Abs(distance - (thickness / 2.0)) > 1e-9)
                    Assert.True(pixels[i] == (distance < thickness / 2.0 ? 1 : 0), $"({x0},{y0})-({x1},{y1}) width {thickness}, pixel {i}");
            }
        }
    }

    [Fact]
    public void A_segment_has_flat_ends()
    {
        var pixels = new byte[Height * Width];
        StrokeRasteriser.Segment(pixels, Height, Width, 10, 10, 20, 10, 5);
        Assert.Equal(11 * 5, pixels.Count(p => p == 1));
        Assert.Equal((0, 1), (pixels[(10 * Width) + 9], pixels[(12 * Width) + 10]));
    }

    [Fact]
    public void A_segment_without_length_is_nothing_and_a_disc_of_radius_0_one_pixel()
    {
        var pixels = new byte[Height * Width];
        StrokeRasteriser.Segment(pixels, Height, Width, 10, 10, 10, 10, 6);
        Assert.DoesNotContain((byte)1, pixels);
        StrokeRasteriser.Disc(pixels, Height, Width, 4, 3, 0);
        Assert.Equal((3 * Width) + 4, Array.IndexOf(pixels, (byte)1));
        Assert.Equal(1, pixels.Count(p => p == 1));
    }

    private static double Distance(double x, double y, double x0, double y0, double x1, double y1)
    {
        var (dx, dy) = (x1 - x0, y1 - y0);
        var square = (dx * dx) + (dy * dy);
        var t = square == 0 ? 0 : Math.Clamp((((x - x0) * dx) + ((y - y0) * dy)) / square, 0, 1);
        return Math.Sqrt(Math.Pow(x - x0 - (t * dx), 2) + Math.Pow(y - y0 - (t * dy), 2));
    }
}
