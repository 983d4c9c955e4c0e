using InpaintLab.Imaging;
using InpaintLab.Imaging.Pixels;

namespace InpaintLab.Tests.Imaging;

/// <summary>What computes several pixels at a time gives the bits of one number after the other.</summary>
public sealed class PixelArithmeticTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(16, 1)]
    [InlineData(31, 7)]
    [InlineData(64, 64)]
    public void Planes_of_8_bit_colour_are_quotients_by_255(int width, int height)
    {
        var image = Images.Noise(width, height, 3, 8);
        var planes = image.ToPlanar(3);
        for (var i = 0; i < planes.Length; i++)
        {
            var (channel, pixel) = (i / (width * height), i % (width * height));
            Assert.Equal(BitConverter.SingleToUInt32Bits((float)image.Samples8[(3 * pixel) + channel] / 255f), BitConverter.SingleToUInt32Bits(planes[i]));
        }
    }

    [Theory]
    [InlineData(ResizeFilter.Box)]
    [InlineData(ResizeFilter.Bilinear)]
    [InlineData(ResizeFilter.Bicubic)]
    [InlineData(ResizeFilter.Lanczos)]
    public void Resizing_adds_up_rows_then_columns_in_their_order(ResizeFilter filter)
    {
        foreach (var (channels, bits) in new[] { (1, 8), (2, 8), (3, 8), (4, 8), (3, 16) })
        {
            var image = Images.Noise(45, 37, channels, bits);
            foreach (var (width, height) in new[] { (20, 11), (45, 90), (1, 1), (61, 5) })
                Images.AssertSame(OneByOne(image, width, height, filter), image.Resize(width, height, filter));
        }
    }

    private static ImageBuffer OneByOne(ImageBuffer image, int width, int height, ResizeFilter filter)
    {
        var (columns, rows) = (new AxisWeights(image.Width, width, filter), new AxisWeights(image.Height, height, filter));
        var result = new ImageBuffer(width, height, image.Channels, image.BitDepth);
        for (var c = 0; c < image.Channels; c++)
        {
            for (var y = 0; y < height; y++)
            {
                var down = rows.For(y, out var top);
                for (var x = 0; x < width; x++)
                {
                    var across = columns.For(x, out var left);
                    var sum = 0f;
                    for (var i = 0; i < across.Length; i++)
                    {
                        var column = 0f;
                        for (var j = 0; j < down.Length; j++)
                            column += image[left + i, top + j, c] * down[j];
                        sum += column * across[i];
                    }

                    result[x, y, c] = (int)Math.Clamp(sum + 0.5f, 0f, image.MaxSample);
                }
            }
        }

        return result;
    }
}
