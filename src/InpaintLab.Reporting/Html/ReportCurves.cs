using System.Globalization;
using InpaintLab.Reporting.Data;
using InpaintLab.Runs;

namespace InpaintLab.Reporting.Html;

/// <summary>A run's curve in the page.</summary>
/// <param name="Run">Its place among the runs.</param>
/// <param name="Recorded">How many points the run has; the page may hold fewer.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Values">The values; null where one is not finite.</param>
internal sealed record ReportCurve(int Run, int Recorded, IReadOnlyList<long> Steps, IReadOnlyList<double?> Values);

/// <summary>A series of all runs that have it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Curves">One a run.</param>
internal sealed record ReportSeries(string Key, IReadOnlyList<ReportCurve> Curves);

/// <summary>Turns recorded series into what a page can hold.</summary>
internal static class ReportCurves
{
    // Of a run's costs only the last value means something; it stands in the table.
    private static readonly string[] LeftOut = ["time/", "memory/", "cost/"];

    /// <summary>All series that more than a single point in some run makes curves of, in order of their keys.</summary>
    public static IReadOnlyList<ReportSeries> Of(IReadOnlyList<RecordedRun> runs, int points) =>
    [
        .. runs.SelectMany(r => r.Keys)
            .Distinct()
            .Where(key => !LeftOut.Any(key.StartsWith))
            .Order(StringComparer.Ordinal)
            .Select(key => new ReportSeries(key, [.. runs.Index().Select(run => Of(run.Index, run.Item.Series(key), points)).Where(c => c.Recorded > 0)]))
            .Where(series => series.Curves.Any(c => c.Recorded > 1)),
    ];

    /// <summary>The series that is shown first: how well the hole is filled while the runs train, else the loss that most runs have.</summary>
    public static string? First(IReadOnlyList<ReportSeries> series) => series
        .OrderByDescending(s => s.Key.EndsWith("/psnr_hole", StringComparison.Ordinal))
        .ThenByDescending(s => s.Key.StartsWith("loss/", StringComparison.Ordinal))
        .ThenByDescending(s => s.Curves.Count)
        .Select(s => s.Key)
        .FirstOrDefault();

    /// <summary>At most so many points: of each span of the series its least and its greatest value, first and last point always.</summary>
    public static IReadOnlyList<ScalarPoint> Thin(IReadOnlyList<ScalarPoint> series, int points)
    {
        if (series.Count <= points)
            return series;
        var kept = new SortedSet<int> { 0, series.Count - 1 };
        var spans = Math.Max(1, (points - 2) / 2);
        for (var span = 0; span < spans; span++)
        {
            var (from, to) = ((int)((long)span * series.Count / spans), (int)((long)(span + 1) * series.Count / spans));
            var finite = Enumerable.Range(from, to - from).Where(i => double.IsFinite(series[i].Value)).ToList();
            if (finite.Count == 0)
            {
                kept.Add(from);
                continue;
            }

            kept.Add(finite.MinBy(i => series[i].Value));
            kept.Add(finite.MaxBy(i => series[i].Value));
        }

        return [.. kept.Select(i => series[i])];
    }

    private static ReportCurve Of(int run, IReadOnlyList<ScalarPoint> series, int points)
    {
        var kept = Thin(series, points);
        return new ReportCurve(run, series.Count, [.. kept.Select(p => p.Step)], [.. kept.Select(p => Rounded(p.Value))]);
    }

    // Six digits are more than a screen shows, and a third of the bytes.
    private static double? Rounded(double value) =>
        double.IsFinite(value) ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;
}
