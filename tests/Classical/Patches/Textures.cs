using InpaintLab.Classical;
using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Patches;

/// <summary>Small images whose right continuation is known, and holes for them.</summary>
internal static class Textures
{
    /// <summary>Columns of changing colour, repeated every six pixels; the values are as random as a hash.</summary>
    public static ImageBuffer Stripes(int width, int height, int channels = 3, int bitDepth = 8) =>
        Draw(width, height, channels, bitDepth, (x, _) => x % 6);

    /// <summary>Squares of four pixels in two colours.</summary>
    public static ImageBuffer Checkerboard(int width, int height, int channels = 3, int bitDepth = 8) =>
        Draw(width, height, channels, bitDepth, (x, y) => ((x / 4) + (y / 4)) % 2);

    /// <summary>Every pixel one of forty random colours.</summary>
    public static ImageBuffer Confetti(int width, int height, long seed)
    {
        var stream = RandomStream.Create(seed, "confetti");
        return Draw(width, height, 3, 8, (_, _) => stream.Integer(0, 40));
    }

    /// <summary>A hole of that rectangle, which may reach beyond the image.</summary>
    public static byte[] Box(ImageBuffer image, int x, int y, int width, int height)
    {
        var mask = new byte[image.Width * image.Height];
        for (var row = Math.Max(0, y); row < Math.Min(image.Height, y + height); row++)
        {
            for (var column = Math.Max(0, x); column < Math.Min(image.Width, x + width); column++)
                mask[(row * image.Width) + column] = 1;
        }

        return mask;
    }

    /// <summary>The image with its hole blackened, so that no method can peep.</summary>
    public static ImageBuffer Without(ImageBuffer image, byte[] mask)
    {
        var masked = image.Copy();
        var pixelBytes = image.Channels * image.BitDepth / 8;
        var colourBytes = (image.Channels >= 3 ? 3 : 1) * image.BitDepth / 8;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
                masked.Bytes.Slice(i * pixelBytes, colourBytes).Clear();
        }

        return masked;
    }

    /// <summary>What the method makes of the image without its hole.</summary>
    public static ImageBuffer Inpaint(this IClassicalMethod method, ImageBuffer truth, byte[] mask, int threads = 2) =>
        method.Inpaint(Without(truth, mask), mask, new ClassicalWork(threads, null, TestContext.Current.CancellationToken));

    /// <summary>The sum of squared differences of all samples.</summary>
    public static double Error(ImageBuffer truth, ImageBuffer result)
    {
        var sum = 0.0;
        for (var i = 0; i < truth.Samples8.Length; i++)
            sum += Math.Pow(truth.Samples8[i] - result.Samples8[i], 2);
        return sum;
    }

    private static ImageBuffer Draw(int width, int height, int channels, int bitDepth, Func<int, int, int> colour)
    {
        var image = new ImageBuffer(width, height, channels, bitDepth);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var stream = RandomStream.Create(0, "colour", colour(x, y));
                for (var c = 0; c < channels; c++)
                    image[x, y, c] = stream.Integer(0, image.MaxSample + 1);
            }
        }

        return image;
    }
}
