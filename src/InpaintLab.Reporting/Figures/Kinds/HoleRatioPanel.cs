using System.Globalization;
using InpaintLab.Core.Statistics;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Reporting.Figures.Kinds;

/// <summary>A metric by hole-ratio bin: a curve for each method, with the interval of each mean.</summary>
public static class HoleRatioPanel
{
    /// <summary>The panel; intervals are Student's t at 95 %, and a bin of one image has none.</summary>
    /// <param name="metric">Name and unit of the metric.</param>
    /// <param name="methods">Of each method its label and the bins of one mask set and metric.</param>
    public static Panel Of(Axis metric, IReadOnlyList<(string Label, IReadOnlyList<BinMean> Bins)> methods)
    {
        List<string> bins = [.. methods.SelectMany(m => m.Bins).Select(b => b.Bin).Distinct().OrderBy(LowerEnd)];
        return new Panel(
            new Axis("hole ratio", "%") { Categories = [.. bins.Select(b => b.Replace(" %", "", StringComparison.Ordinal))] },
            metric,
            [.. methods.Select(Method)]);

        Mark Method((string Label, IReadOnlyList<BinMean> Bins) method, int place)
        {
            // Side by side, so that whiskers do not cover each other.
            var offset = Math.Min(0.08, 0.7 / methods.Count) * (place - ((methods.Count - 1) / 2.0));
            var found = method.Bins.ToDictionary(b => b.Bin);
            return new Curve(method.Label, [.. bins.Select((bin, at) => PointOf(found.GetValueOrDefault(bin), at + offset))])
            {
                Style = place,
                Intervals = IntervalStyle.Whiskers,
            };
        }
    }

    private static CurvePoint PointOf(BinMean? bin, double x)
    {
        if (bin is null)
            return new CurvePoint(x, double.NaN);
        var half = bin.StandardDeviation * (bin.N > 1 ? StudentT.Quantile(0.975, bin.N - 1) / Math.Sqrt(bin.N) : null);
        return new CurvePoint(x, bin.Mean, bin.Mean - half, bin.Mean + half);
    }

    private static double LowerEnd(string bin) => double.Parse(bin.Split('-')[0], CultureInfo.InvariantCulture);
}
