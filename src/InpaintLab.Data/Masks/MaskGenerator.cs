using System.Reflection;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// The base of every kind of mask: draws until the hole ratio lies within the bounds. Rejection leaves the law unchanged but for the
/// bounds, where scaling or clipping a mask would bend it.
/// </summary>
public abstract class MaskGenerator : IMaskGenerator
{
    private const int MaximumTries = 1000;

    /// <summary>Checks the options.</summary>
    /// <exception cref="UserErrorException">They contradict each other.</exception>
    protected MaskGenerator(MaskOptions options)
    {
        OptionsCheck.Require($"mask '{Kind}'", options);
        Options = options;
    }

    /// <inheritdoc/>
    public MaskOptions Options { get; }

    private string Kind => GetType().GetCustomAttribute<MaskAttribute>()?.Name ?? GetType().Name;

    /// <inheritdoc/>
    public Mask Draw(RandomStream stream, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        double least = 1, most = 0;
        var pixels = new byte[height * width];
        for (var attempt = 0; attempt < MaximumTries; attempt++)
        {
            Array.Clear(pixels);
            var origin = Fill(stream, pixels, height, width);
            var mask = new Mask(pixels, height, width, origin);
            var ratio = mask.HoleRatio;
            if (mask.HolePixels > 0 && mask.HolePixels < pixels.Length && ratio >= Options.MinRatio && ratio <= Options.MaxRatio)
                return mask;
            (least, most) = (Math.Min(least, ratio), Math.Max(most, ratio));
        }

        throw new UserErrorException(
            $"mask '{Kind}' at {width} x {height} px: expected a hole ratio between min_ratio {Options.MinRatio} and max_ratio "
            + $"{Options.MaxRatio} (and neither none nor all of the image); {MaximumTries} tries gave {least:0.###} to {most:0.###}. "
            + "Widen the bounds or change the kind's options.");
    }

    /// <summary>Draws one mask of the kind's law, whatever its ratio, into zeroed pixels; returns its origin ("" when drawn).</summary>
    protected abstract string Fill(RandomStream stream, Span<byte> pixels, int height, int width);

    /// <summary>
    /// Kinds whose lengths are given for a 256 px image scale them by this: the shorter side over 256, so that a spec keeps its meaning
    /// at every resolution.
    /// </summary>
    protected static double Scale(int height, int width) => Math.Min(height, width) / 256.0;

    /// <summary>A length in pixels of a 256 px image, scaled and rounded to whole pixels, at least 1.</summary>
    protected static int Scaled(double length, double scale) => Math.Max(1, (int)Math.Floor((length * scale) + 0.5));
}
