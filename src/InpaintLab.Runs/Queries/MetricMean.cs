namespace InpaintLab.Runs.Queries;

/// <summary>A metric over the images of one evaluation.</summary>
/// <param name="Step">The step whose weights were evaluated.</param>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="N">Pairs of image and mask.</param>
/// <param name="Mean">Their mean; not finite when one of them is not.</param>
/// <param name="StandardDeviation">Their sample standard deviation; null for one pair.</param>
public sealed record MetricMean(long Step, string MaskSet, string Metric, int N, double Mean, double? StandardDeviation)
{
    /// <summary>One for each step, mask set and metric in <paramref name="rows"/>, in order of these.</summary>
    public static IReadOnlyList<MetricMean> Of(IEnumerable<EvaluatedRow> rows) =>
    [
        .. rows
            .GroupBy(r => (r.Step, r.MaskSet, r.Row.Metric), r => r.Row.Value)
            .OrderBy(g => g.Key.Step)
            .ThenBy(g => g.Key.MaskSet, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Metric, StringComparer.Ordinal)
            .Select(g =>
            {
                var (mean, deviation) = MeanAndDeviation([.. g]);
                return new MetricMean(g.Key.Step, g.Key.MaskSet, g.Key.Metric, g.Count(), mean, deviation);
            }),
    ];

    /// <summary>The mean and, for two values or more, the sample standard deviation.</summary>
    internal static (double Mean, double? Deviation) MeanAndDeviation(double[] values)
    {
        var mean = values.Average();
        if (values.Length < 2)
            return (mean, null);
        var squares = values.Sum(v => (v - mean) * (v - mean));
        return (mean, Math.Sqrt(squares / (values.Length - 1)));
    }
}
