using InpaintLab.Imaging;

namespace InpaintLab.Tests.Classical.Diffusion;

/// <summary>Pictures from a formula, and masks.</summary>
internal static class Pictures
{
    /// <summary>RGB; each colour is its own function of (x, y), in [0,1].</summary>
    public static ImageBuffer Draw(int width, int height, Func<double, double, double> at, int bitDepth = 16, int channels = 3)
    {
        var image = new ImageBuffer(width, height, channels, bitDepth);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < channels; c++)
                    image[x, y, c] = (int)Math.Round(at(x, y) * (c == 1 ? 0.7 : 1) * image.MaxSample);
            }
        }

        return image;
    }

    /// <summary>A mask, 1 within the rectangle.</summary>
    public static byte[] Box(int width, int height, int left, int top, int right, int bottom)
    {
        var mask = new byte[width * height];
        for (var y = top; y < bottom; y++)
            mask.AsSpan((y * width) + left, right - left).Fill(1);
        return mask;
    }

    /// <summary>The picture with its hole blackened, so that nothing can be copied from there.</summary>
    public static ImageBuffer Hide(ImageBuffer image, byte[] mask)
    {
        var hidden = image.Copy();
        for (var i = 0; i < mask.Length; i++)
        {
            for (var c = 0; mask[i] != 0 && c < image.Channels; c++)
                hidden[i % image.Width, i / image.Width, c] = 0;
        }

        return hidden;
    }

    /// <summary>The largest difference of a sample, in [0,1].</summary>
    public static double Difference(ImageBuffer a, ImageBuffer b)
    {
        Assert.Equal((a.Width, a.Height, a.Channels, a.BitDepth), (b.Width, b.Height, b.Channels, b.BitDepth));
        var most = 0;
        for (var i = 0; i < a.Width * a.Height * a.Channels; i++)
        {
            var (p, c) = (i / a.Channels, i % a.Channels);
            most = Math.Max(most, Math.Abs(a[p % a.Width, p / a.Width, c] - b[p % a.Width, p / a.Width, c]));
        }

        return (double)most / a.MaxSample;
    }
}
