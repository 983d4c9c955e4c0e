using InpaintLab.Runs.Database;

namespace InpaintLab.Runs.Queries;

/// <summary>Two runs on the pairs that both were evaluated on and whose hole ratios lie in one bin.</summary>
/// <param name="Bin">The bin, e.g. "10-20 %".</param>
/// <param name="First">The first run's mean.</param>
/// <param name="Second">The other's mean.</param>
/// <param name="Difference">The other minus the first, with its interval.</param>
public sealed record BinnedDifference(string Bin, double First, double Second, PairedDifference Difference)
{
    /// <summary>One for each mask set, metric and bin, in order of these.</summary>
    internal static IEnumerable<BinnedDifference> Of(string baseline, string run, IReadOnlyList<PairedRow> rows, double confidence) => rows
        .GroupBy(p => (p.MaskSet, p.Metric, Bin: HoleBin.Of(p.HoleRatio)))
        .OrderBy(g => g.Key.MaskSet, StringComparer.Ordinal)
        .ThenBy(g => g.Key.Metric, StringComparer.Ordinal)
        .ThenBy(g => g.Key.Bin.UpTo)
        .Select(g => new BinnedDifference(
            $"{g.Key.Bin}", g.Average(p => p.First), g.Average(p => p.Second), PairedDifference.Of(baseline, run, [.. g], confidence)));
}
