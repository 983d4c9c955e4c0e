using InpaintLab.Core.Statistics;
using InpaintLab.Runs;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>The points of a group's curve.</summary>
internal static class SeedCurve
{
    private const double Confidence = 0.95;

    /// <summary>
    /// One run's values, or the mean of several over the steps that all of them logged, with its band. Smoothing is of each run, before the
    /// mean. A value that is not finite in one run is a gap of the mean.
    /// </summary>
    public static IReadOnlyList<CurvePoint> Of(SeedGroup group, string key, CurveRequest request)
    {
        var runs = group.Runs.Select(run => Points(run, key, request)).ToList();
        if (runs.Count == 1)
            return [.. runs[0].Select(p => new CurvePoint(p.X, p.Y))];
        var others = runs.Skip(1).Select(points => points.ToDictionary(p => p.Step)).ToList();
        return
        [
            .. runs[0]
                .Where(p => others.TrueForAll(o => o.ContainsKey(p.Step)))
                .Select(p => Mean([p, .. others.Select(o => o[p.Step])], request.Band)),
        ];
    }

    private static List<(long Step, double X, double Y)> Points(RecordedRun run, string key, CurveRequest request)
    {
        var points = run.Log.Series(key);
        return [.. points.Zip(Smoothing.Ema(points.Select(p => p.Value), request.Smooth), (p, y) => (p.Step, X(run, p, request.X), y))];
    }

    private static double X(RecordedRun run, ScalarPoint point, CurveAxis axis) => axis switch
    {
        CurveAxis.Time => (point.Time - run.Created).TotalMinutes,
        CurveAxis.Images => (double)point.Step * (run.ImagesPerStep ?? throw new InvalidOperationException($"{run.Id}: images per step were not given")),
        _ => point.Step,
    };

    private static CurvePoint Mean((long Step, double X, double Y)[] seeds, SeedBand band)
    {
        var (n, x, mean) = (seeds.Length, seeds.Average(s => s.X), seeds.Average(s => s.Y));
        var deviation = Math.Sqrt(seeds.Sum(s => (s.Y - mean) * (s.Y - mean)) / (n - 1));
        var half = band == SeedBand.Interval ? StudentT.Quantile(0.5 + (Confidence / 2), n - 1) * deviation / Math.Sqrt(n) : deviation;
        return band == SeedBand.Range
            ? new CurvePoint(x, mean, seeds.Min(s => s.Y), seeds.Max(s => s.Y))
            : new CurvePoint(x, mean, mean - half, mean + half);
    }
}
