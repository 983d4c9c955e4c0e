using System.Numerics;
using System.Runtime.Intrinsics;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// Colours of pixels as vectors of four numbers in [0,1]: red, green, blue, 0, or grey, 0, 0, 0. All colours share a hole, hence every
/// index and coefficient; one pass then serves them all.
/// </summary>
internal static class Lanes
{
    /// <summary>One vector per pixel, Height x Width.</summary>
    public static Vector256<double>[] Of(ImageBuffer image)
    {
        var result = new Vector256<double>[image.Width * image.Height];
        for (var i = 0; i < result.Length; i++)
            result[i] = At(image, i);
        return result;
    }

    /// <summary>The pixel at an index of Height x Width.</summary>
    public static Vector256<double> At(ImageBuffer image, int pixel)
    {
        var start = pixel * image.Channels;
        if (Planes.Colours(image) == 3)
            return Vector256.Create(Sample(image, start), Sample(image, start + 1), Sample(image, start + 2), 0) / image.MaxSample;
        return Vector256.Create(Sample(image, start), 0, 0, 0) / image.MaxSample;
    }

    /// <summary>The least and the greatest of each colour among the known pixels, of which there is one.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    public static (Vector256<double> Least, Vector256<double> Most) KnownRange(ImageBuffer image, ReadOnlySpan<byte> mask)
    {
        var (least, most) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var c = 0; c < Planes.Colours(image); c++)
        {
            var (lowest, highest) = image.BitDepth == 8
                ? Range<byte>(image.Samples8[c..], image.Channels, mask)
                : Range<ushort>(image.Samples16[c..], image.Channels, mask);
            (least, most) = (least.WithElement(c, lowest), most.WithElement(c, highest));
        }

        return (least / image.MaxSample, most / image.MaxSample);
    }

    /// <summary>A copy of the image with other colours at some pixels.</summary>
    /// <param name="image">Stays as it is.</param>
    /// <param name="pixels">Their indices.</param>
    /// <param name="values">A colour for each; there may be more.</param>
    public static ImageBuffer Fill(ImageBuffer image, ReadOnlySpan<int> pixels, ReadOnlySpan<Vector256<double>> values)
    {
        var result = image.Copy();
        for (var i = 0; i < pixels.Length; i++)
            Set(result, pixels[i], values[i]);
        return result;
    }

    /// <summary>Writes the colours of a pixel, clamped and rounded; alpha stays.</summary>
    public static void Set(ImageBuffer image, int pixel, Vector256<double> value)
    {
        for (var c = 0; c < Planes.Colours(image); c++)
            Planes.Set(image, (pixel * image.Channels) + c, value[c]);
    }

    /// <summary>The largest difference of a colour among the first <paramref name="count"/> pixels of two lists.</summary>
    public static double LargestChange(Vector256<double>[] before, Vector256<double>[] now, int count)
    {
        var most = Vector256<double>.Zero;
        for (var i = 0; i < count; i++)
            most = Vector256.Max(most, Vector256.Abs(now[i] - before[i]));
        return Math.Max(Math.Max(most[0], most[1]), most[2]);
    }

    private static (int Least, int Most) Range<T>(ReadOnlySpan<T> samples, int step, ReadOnlySpan<byte> mask)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (least, most) = (int.MaxValue, int.MinValue);
        for (int pixel = 0, at = 0; pixel < mask.Length; pixel++, at += step)
        {
            if (mask[pixel] != 0)
                continue;
            var sample = int.CreateTruncating(samples[at]);
            (least, most) = (Math.Min(least, sample), Math.Max(most, sample));
        }

        return (least, most);
    }

    private static double Sample(ImageBuffer image, int index) => image.BitDepth == 8 ? image.Samples8[index] : image.Samples16[index];
}
