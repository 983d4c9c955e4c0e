using InpaintLab.Data.Masks;

namespace InpaintLab.Data.Inspection;

/// <summary>How large the holes of a set of masks are.</summary>
/// <param name="Counts">Masks with a hole ratio in [0,0.05), [0.05,0.1) ... [0.95,1].</param>
/// <param name="Mean">Mean hole ratio.</param>
/// <param name="Min">The smallest.</param>
/// <param name="Max">The largest.</param>
/// <param name="TouchingBorder">How many reach the border of the image.</param>
public sealed record HoleHistogram(IReadOnlyList<int> Counts, double Mean, double Min, double Max, int TouchingBorder)
{
    /// <summary>How many bins.</summary>
    public const int Bins = 20;

    /// <summary>The histogram of at least one mask.</summary>
    public static HoleHistogram Of(IReadOnlyList<BankMask> masks)
    {
        var counts = new int[Bins];
        foreach (var mask in masks)
        {
            // In whole numbers, so that a ratio on a bound falls into the same bin everywhere.
            var bin = (int)((long)mask.Mask.HolePixels * Bins / mask.Mask.Pixels.Length);
            counts[Math.Min(bin, Bins - 1)]++;
        }

        var ratios = masks.Select(m => m.Mask.HoleRatio).ToArray();
        return new HoleHistogram(counts, ratios.Average(), ratios.Min(), ratios.Max(), masks.Count(m => m.Mask.TouchesBorder));
    }
}
