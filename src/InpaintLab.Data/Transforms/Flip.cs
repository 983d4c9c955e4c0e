using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Transforms;

/// <summary>Mirrors planar images in place.</summary>
public static class Flip
{
    /// <summary>Tosses a coin for each direction that is allowed; neither without a stream.</summary>
    /// <param name="stream">The numbers to draw from; null = leave the image as it is.</param>
    /// <param name="horizontal">Whether left and right may change places.</param>
    /// <param name="vertical">Whether top and bottom may change places.</param>
    public static (bool LeftRight, bool UpDown) Toss(RandomStream? stream, bool horizontal, bool vertical)
    {
        var leftRight = horizontal && stream is not null && stream.Chance(0.5);
        return (leftRight, vertical && stream is not null && stream.Chance(0.5));
    }

    /// <summary>Mirrors by <see cref="Toss"/>.</summary>
    /// <param name="image">Channels x height x width.</param>
    /// <param name="channels">Planes.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="stream">The numbers to draw from; null = leave the image as it is.</param>
    /// <param name="horizontal">Whether left and right may change places.</param>
    /// <param name="vertical">Whether top and bottom may change places.</param>
    public static void AtRandom<T>(Span<T> image, int channels, int height, int width, RandomStream? stream, bool horizontal, bool vertical)
    {
        var (leftRight, upDown) = Toss(stream, horizontal, vertical);
        if (leftRight)
            LeftRight(image, width);
        if (upDown)
            UpDown(image, channels, height, width);
    }

    /// <summary>Mirrors every row.</summary>
    public static void LeftRight<T>(Span<T> image, int width)
    {
        for (var start = 0; start < image.Length; start += width)
            image.Slice(start, width).Reverse();
    }

    /// <summary>Reverses the order of the rows of every plane.</summary>
    public static void UpDown<T>(Span<T> image, int channels, int height, int width)
    {
        var kept = new T[width];
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = image.Slice(channel * height * width, height * width);
            for (var y = 0; y < height / 2; y++)
            {
                var upper = plane.Slice(y * width, width);
                var lower = plane.Slice((height - 1 - y) * width, width);
                upper.CopyTo(kept);
                lower.CopyTo(upper);
                kept.CopyTo(lower);
            }
        }
    }
}
