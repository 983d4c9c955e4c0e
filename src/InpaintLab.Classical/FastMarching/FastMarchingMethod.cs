using System.ComponentModel.DataAnnotations;
using System.Numerics;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.FastMarching;

/// <summary>Options of the methods that fill a hole in the order of fast marching.</summary>
public sealed record FastMarchingOptions
{
    /// <summary>How far a pixel looks for known and filled ones, px.</summary>
    [Range(1, 100)]
    public int Radius { get; init; } = 3;
}

/// <summary>
/// What fast-marching methods share. One thread, since each pixel follows from those before it; memory beside the image is about 7 bytes
/// a pixel of the rectangle around all holes. OpenCV reads the first row and column of an image as the second ones, and so may read a
/// hole before it is filled; here such a pixel is the mean of the known ones, so that no result depends on what was in the hole.
/// </summary>
public abstract class FastMarchingMethod : IClassicalMethod
{
    private const int GradientMargin = 2;

    private protected FastMarchingMethod(FastMarchingOptions options) => Radius = options.Radius;

    /// <summary>How far a pixel looks, px.</summary>
    protected int Radius { get; }

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        var result = image.Copy();
        if (!HoleMask.HasHole(image, mask))
            return result;
        work.Stop.ThrowIfCancellationRequested();
        if (image.BitDepth == 8)
            Fill(result.Samples8, result, mask, work);
        else
            Fill(result.Samples16, result, mask, work);
        return result;
    }

    /// <summary>Moves the front through the hole with the method's estimator.</summary>
    private protected abstract void Fill<T>(MarchingFront front, AreaSamples<T> samples, ClassicalWork work)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>;

    private void Fill<T>(Span<T> samples, ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        HideHole(samples, image, mask);
        var area = HoleArea.Around(mask, image.Width, Radius + GradientMargin);
        var first = ((area.Top * image.Width) + area.Left) * image.Channels;
        Fill(new MarchingFront(mask, image.Width, area), new AreaSamples<T>(samples[first..], area, image.Width, image.Channels), work);
    }

    private static void HideHole<T>(Span<T> samples, ImageBuffer image, ReadOnlySpan<byte> mask)
        where T : unmanaged, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (channels, colours) = (image.Channels, image.HasAlpha ? image.Channels - 1 : image.Channels);
        for (var channel = 0; channel < colours; channel++)
        {
            var (sum, known) = (0L, 0L);
            for (var pixel = 0; pixel < mask.Length; pixel++)
            {
                if (mask[pixel] != 0)
                    continue;
                sum += long.CreateTruncating(samples[(pixel * channels) + channel]);
                known++;
            }

            var mean = T.CreateTruncating((sum + (known / 2)) / known);
            for (var pixel = 0; pixel < mask.Length; pixel++)
            {
                if (mask[pixel] != 0)
                    samples[(pixel * channels) + channel] = mean;
            }
        }
    }
}
