using System.Numerics;

namespace InpaintLab.Imaging.Pixels;

/// <summary>Between interleaved samples and planes of floats in [0,1].</summary>
internal static class Planes
{
    public static void Write(ImageBuffer image, Span<float> destination, int channels)
    {
        if (channels is not (1 or 3))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "expected 1 or 3");
        var area = image.Width * image.Height;
        if (destination.Length != (long)channels * area)
        {
            throw new ArgumentException(
                $"expected {channels} x {image.Height} x {image.Width} values, got {destination.Length}", nameof(destination));
        }

        if (image is { BitDepth: 8, Channels: 3 } && channels == 3)
        {
            Rgb8Planes.Write(image.Samples8, destination);
            return;
        }

        if (image.BitDepth == 8)
            Write<byte>(image.Samples8, image.Channels, destination, channels, area);
        else
            Write<ushort>(image.Samples16, image.Channels, destination, channels, area);
        Divide(destination, image.MaxSample);
    }

    public static ImageBuffer Read(ReadOnlySpan<float> planar, int channels, int height, int width, int bitDepth)
    {
        var image = new ImageBuffer(width, height, channels, bitDepth);
        if (planar.Length != (long)channels * height * width)
            throw new ArgumentException($"expected {channels} x {height} x {width} values, got {planar.Length}", nameof(planar));
        if (bitDepth == 8)
            Read(planar, image.Samples8, channels, byte.MaxValue);
        else
            Read(planar, image.Samples16, channels, ushort.MaxValue);
        return image;
    }

    public static void SetColour<T>(Span<T> pixel, bool isColour, float red, float green, float blue, float max)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (isColour)
            (pixel[0], pixel[1], pixel[2]) = (Quantise<T>(red, max), Quantise<T>(green, max), Quantise<T>(blue, max));
        else
            pixel[0] = Quantise<T>(Luma.Weigh(red, green, blue), max);
    }

    private static void Write<T>(ReadOnlySpan<T> samples, int stride, Span<float> destination, int channels, int area)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (stride >= 3 && channels == 1)
        {
            for (var i = 0; i < area; i++)
            {
                var pixel = samples.Slice(i * stride, 3);
                destination[i] = Luma.Weigh(
                    float.CreateTruncating(pixel[0]), float.CreateTruncating(pixel[1]), float.CreateTruncating(pixel[2]));
            }

            return;
        }

        for (var channel = 0; channel < channels; channel++)
        {
            var plane = destination.Slice(channel * area, area);
            for (int i = 0, j = stride >= 3 ? channel : 0; i < plane.Length; i++, j += stride)
                plane[i] = float.CreateTruncating(samples[j]);
        }
    }

    // Apart from the loops above, since a vector of quotients costs little more than one.
    private static void Divide(Span<float> values, float divisor)
    {
        var i = 0;
        var divisors = new Vector<float>(divisor);
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(values[i..]) / divisors).CopyTo(values[i..]);
        for (; i < values.Length; i++)
            values[i] /= divisor;
    }

    private static void Read<T>(ReadOnlySpan<float> planar, Span<T> samples, int channels, float max)
        where T : unmanaged, IBinaryInteger<T>
    {
        var area = samples.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = planar.Slice(channel * area, area);
            for (int i = 0, j = channel; i < plane.Length; i++, j += channels)
                samples[j] = Quantise<T>(plane[i], max);
        }
    }

    private static T Quantise<T>(float value, float max)
        where T : unmanaged, IBinaryInteger<T> => T.CreateSaturating((Math.Clamp(value, 0f, 1f) * max) + 0.5f);
}
