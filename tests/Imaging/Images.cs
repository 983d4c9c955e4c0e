using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Tests.Imaging;

/// <summary>Images for tests, and how far two are apart.</summary>
internal static class Images
{
    /// <summary>Every sample random.</summary>
    public static ImageBuffer Noise(int width, int height, int channels, int bitDepth, long seed = 1)
    {
        var image = new ImageBuffer(width, height, channels, bitDepth);
        var random = RandomStream.Create(seed, "noise");
        foreach (ref var b in image.Bytes)
            b = (byte)random.NextUInt64();
        return image;
    }

    /// <summary>Smooth in every channel, so that JPEG changes little.</summary>
    public static ImageBuffer Gradient(int width, int height, int channels)
    {
        var image = new ImageBuffer(width, height, channels);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < channels; c++)
                    image[x, y, c] = (x * 150 / width) + (y * 60 / height) + (c * 20);
            }
        }

        return image;
    }

    public static ImageBuffer Sample(string name) => ImageFile.Read(SamplePath(name));

    public static string SamplePath(string name) => Path.Combine(AppContext.BaseDirectory, "Imaging", "Samples", name);

    public static void AssertSame(ImageBuffer expected, ImageBuffer actual)
    {
        AssertSameShape(expected, actual);
        Assert.True(expected.Bytes.SequenceEqual(actual.Bytes), "the images differ");
    }

    /// <summary>Largest difference of two samples.</summary>
    public static int LargestDifference(ImageBuffer expected, ImageBuffer actual)
    {
        AssertSameShape(expected, actual);
        var largest = 0;
        for (var y = 0; y < expected.Height; y++)
        {
            for (var x = 0; x < expected.Width; x++)
            {
                for (var c = 0; c < expected.Channels; c++)
                    largest = Math.Max(largest, Math.Abs(expected[x, y, c] - actual[x, y, c]));
            }
        }

        return largest;
    }

    private static void AssertSameShape(ImageBuffer expected, ImageBuffer actual) => Assert.Equal(
        (expected.Width, expected.Height, expected.Channels, expected.BitDepth),
        (actual.Width, actual.Height, actual.Channels, actual.BitDepth));
}
