namespace InpaintLab.Runs.Queries;

/// <summary>
/// A range of hole ratios, the lower end excluded: up to 1 %, 1-10 %, 10-20 % ... 50-60 % as papers have them since partial convolutions
/// (arXiv:1804.07723), and above.
/// </summary>
/// <param name="Above">The lower end, excluded; below 0 for the first, which holds images without hole.</param>
/// <param name="UpTo">The upper end, included.</param>
public readonly record struct HoleBin(double Above, double UpTo)
{
    private static readonly double[] Ends = [0.01, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 1];

    /// <summary>The bin of a hole ratio in [0,1].</summary>
    public static HoleBin Of(double ratio)
    {
        var i = Array.FindIndex(Ends, end => ratio <= end);
        return i < 0
            ? throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "expected a hole ratio in [0,1]")
            : new HoleBin(i == 0 ? -1 : Ends[i - 1], Ends[i]);
    }

    /// <summary>E.g. "10-20 %".</summary>
    public override string ToString() => $"{Math.Max(0, Above) * 100:0}-{UpTo * 100:0} %";
}

/// <summary>A metric over the pairs of one evaluation whose hole ratios lie in one bin.</summary>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="Bin">The bin, e.g. "10-20 %".</param>
/// <param name="N">Pairs.</param>
/// <param name="Mean">Their mean; not finite when one of them is not.</param>
/// <param name="StandardDeviation">Their sample standard deviation; null for one pair.</param>
public sealed record BinMean(string MaskSet, string Metric, string Bin, int N, double Mean, double? StandardDeviation)
{
    /// <summary>The latest evaluation of each mask set and metric, by bin, in order of these.</summary>
    public static IReadOnlyList<BinMean> Of(IEnumerable<EvaluatedRow> rows) =>
    [
        .. rows
            .GroupBy(r => (r.MaskSet, r.Row.Metric))
            .OrderBy(g => g.Key.MaskSet, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Metric, StringComparer.Ordinal)
            .SelectMany(g => Latest(g)
                .GroupBy(r => HoleBin.Of(r.Row.HoleRatio), r => r.Row.Value)
                .OrderBy(b => b.Key.UpTo)
                .Select(b => Of(g.Key.MaskSet, g.Key.Metric, $"{b.Key}", [.. b]))),
    ];

    private static IEnumerable<EvaluatedRow> Latest(IEnumerable<EvaluatedRow> rows)
    {
        var all = rows.ToList();
        var step = all.Max(r => r.Step);
        return all.Where(r => r.Step == step);
    }

    private static BinMean Of(string maskSet, string metric, string bin, double[] values)
    {
        var (mean, deviation) = MetricMean.MeanAndDeviation(values);
        return new BinMean(maskSet, metric, bin, values.Length, mean, deviation);
    }
}
