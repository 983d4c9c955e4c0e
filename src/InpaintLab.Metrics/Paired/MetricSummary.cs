namespace InpaintLab.Metrics.Paired;

/// <summary>
/// A metric over many images. Images whose PSNR is infinite (nothing differs) or whose value is not defined (no hole) are counted apart,
/// never averaged.
/// </summary>
/// <param name="Count">Images with a finite value.</param>
/// <param name="Mean">Mean of the finite values; NaN without any.</param>
/// <param name="StandardDeviation">Sample standard deviation (n - 1) of the finite values; NaN for fewer than two.</param>
/// <param name="Infinite">Images with an infinite value.</param>
/// <param name="Undefined">Images with NaN.</param>
public sealed record MetricSummary(int Count, double Mean, double StandardDeviation, int Infinite, int Undefined)
{
    /// <summary>The summary of per-image values.</summary>
    public static MetricSummary Of(IReadOnlyCollection<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        var mean = finite.Length > 0 ? finite.Average() : double.NaN;
        var deviation = finite.Length > 1 ? Math.Sqrt(finite.Sum(v => (v - mean) * (v - mean)) / (finite.Length - 1)) : double.NaN;
        return new MetricSummary(finite.Length, mean, deviation, values.Count(double.IsInfinity), values.Count(double.IsNaN));
    }
}
