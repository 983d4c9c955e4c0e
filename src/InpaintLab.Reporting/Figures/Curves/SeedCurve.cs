using System.Globalization;
using InpaintLab.Core.Statistics;
using InpaintLab.Reporting.Data;
using InpaintLab.Runs;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>The curve of a group of seeds.</summary>
/// <param name="Points">Its points, in order.</param>
/// <param name="HasBand">Whether they are means over several seeds.</param>
/// <param name="Notes">What a reader has to know: runs that did not finish, that lack the series, or logged other steps.</param>
internal sealed record SeedCurve(IReadOnlyList<CurvePoint> Points, bool HasBand, IReadOnlyList<string> Notes)
{
    private const double Confidence = 0.95;

    /// <summary>
    /// One run's values, or the mean of several over the steps that all of them logged, with its band. Smoothing is of each run, before the
    /// mean. A value that is not finite in one run is a gap of the mean. Runs without the series are in no mean.
    /// </summary>
    public static SeedCurve Of(SeedGroup group, string key, CurveRequest request)
    {
        var notes = new List<string> { group.Unfinished };
        var runs = group.Runs.Select(run => PointsOf(run, key, request)).Where(points => points.Count > 0).ToList();
        if (runs.Count == 0)
            return new SeedCurve([], HasBand: false, notes);
        if (runs.Count < group.Runs.Count)
            notes.Add($"{runs.Count} of {group.Runs.Count} seeds have it");
        if (runs.Count == 1)
            return new SeedCurve([.. runs[0].Select(p => new CurvePoint(p.X, p.Y))], HasBand: false, notes);
        var others = runs.Skip(1).Select(points => points.ToDictionary(p => p.Step)).ToList();
        var means = runs[0]
            .Where(p => others.TrueForAll(o => o.ContainsKey(p.Step)))
            .Select(p => Mean([p, .. others.Select(o => o[p.Step])], request.Band))
            .ToList();
        if (means.Count < runs.Max(r => r.Count))
            notes.Add("over the steps of all");
        return new SeedCurve(means, HasBand: true, notes);
    }

    private static List<(long Step, double X, double Y)> PointsOf(RecordedRun run, string key, CurveRequest request)
    {
        var points = run.Series(key);
        var perStep = request.X == CurveAxis.Images && points.Count > 0 ? ImagesPerStep(run) : 1;
        return [.. points.Zip(Smoothing.Ema(points.Select(p => p.Value), request.Smooth), (p, y) => (p.Step, X(run, p, request.X, perStep), y))];
    }

    private static double X(RecordedRun run, ScalarPoint point, CurveAxis axis, double perStep) =>
        axis == CurveAxis.Time ? (point.Time - run.Created).TotalMinutes : point.Step * perStep;

    // What an update of the generator learns from; specs are resolved, so that defaults are written out. NaN, a gap, without a spec.
    private static double ImagesPerStep(RecordedRun run) => Number(run.Spec["training.batch"]) * Number(run.Spec["training.accumulate"] ?? "1");

    private static double Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

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
