namespace InpaintLab.Reporting.Figures;

/// <summary>
/// Values in short, after Tukey: quartiles, the outermost values within 1.5 times their distance of them, and the values beyond. Quartiles
/// are interpolated linearly (type 7 of Hyndman and Fan 1996, as NumPy's).
/// </summary>
/// <param name="N">Finite values.</param>
/// <param name="NotFinite">Values that were left out.</param>
/// <param name="Low">The least value that is no outlier.</param>
/// <param name="LowerQuartile">A quarter lies below.</param>
/// <param name="Median">The middle.</param>
/// <param name="UpperQuartile">A quarter lies above.</param>
/// <param name="High">The greatest value that is no outlier.</param>
/// <param name="Outliers">The values beyond, sorted.</param>
public sealed record BoxSummary(
    int N, int NotFinite, double Low, double LowerQuartile, double Median,
    double UpperQuartile, double High, IReadOnlyList<double> Outliers)
{
    /// <summary>The summary of values; null when none is finite.</summary>
    public static BoxSummary? Of(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0)
            return null;
        var (lower, upper) = (Quantile(sorted, 0.25), Quantile(sorted, 0.75));
        var reach = 1.5 * (upper - lower);
        var inside = sorted.Where(v => v >= lower - reach && v <= upper + reach).ToList();
        return new BoxSummary(
            sorted.Length, values.Count - sorted.Length, inside[0], lower, Quantile(sorted, 0.5), upper, inside[^1],
            [.. sorted.Where(v => v < inside[0] || v > inside[^1])]);
    }

    /// <summary>The value that a share <paramref name="p"/> lies below.</summary>
    /// <param name="sorted">At least one value, in order.</param>
    /// <param name="p">In [0, 1].</param>
    internal static double Quantile(double[] sorted, double p)
    {
        var place = p * (sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }
}

/// <summary>The outline of a violin: a density, estimated with Gaussian kernels of Silverman's width.</summary>
/// <param name="Points">Values from the least to the greatest, each with its density over the greatest density.</param>
public sealed record ViolinOutline(IReadOnlyList<(double Value, double Density)> Points)
{
    private const int Steps = 96;

    /// <summary>The outline of values; null for fewer than two different finite ones, which have no density.</summary>
    public static ViolinOutline? Of(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Where(double.IsFinite).Order()];
        if (sorted.Length == 0 || sorted[0] == sorted[^1])
            return null;
        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Sum(v => (v - mean) * (v - mean)) / (sorted.Length - 1));
        var quartiles = (BoxSummary.Quantile(sorted, 0.75) - BoxSummary.Quantile(sorted, 0.25)) / 1.34;
        var width = 0.9 * (quartiles > 0 ? Math.Min(deviation, quartiles) : deviation) * Math.Pow(sorted.Length, -0.2);
        var grid = Enumerable.Range(0, Steps + 1).Select(i => sorted[0] + (i * (sorted[^1] - sorted[0]) / Steps)).ToList();
        var density = grid.ConvertAll(at => sorted.Sum(v => Math.Exp(-0.5 * Math.Pow((at - v) / width, 2))));
        var greatest = density.Max();
        return new ViolinOutline([.. grid.Zip(density, (at, d) => (at, d / greatest))]);
    }
}
