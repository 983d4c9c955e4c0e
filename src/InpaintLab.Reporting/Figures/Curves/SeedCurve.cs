using InpaintLab.Reporting.Data;
using InpaintLab.Runs.Log;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>The curve of a group of seeds.</summary>
/// <param name="Points">Its points, in order, as many as a page can show.</param>
/// <param name="HasBand">Whether they are means over several seeds.</param>
/// <param name="Notes">What a reader has to know: runs that did not finish, that lack the series, or logged other steps.</param>
internal sealed record SeedCurve(IReadOnlyList<CurvePoint> Points, bool HasBand, IReadOnlyList<string> Notes)
{
    private const int MostPoints = 1000;

    /// <summary>
    /// A curve for each key: one run's values, or the mean of several over the steps that all of them logged, with its band. Smoothing is
    /// of each run, before the mean. A value that is not finite in one run is a gap of the mean. Runs without a series are in no mean of
    /// it. The logs are read once, and of their points only those of the curves stay in memory.
    /// </summary>
    public static IReadOnlyList<SeedCurve> Of(SeedGroup group, IReadOnlyCollection<string> keys, CurveRequest request)
    {
        var scans = new List<SeriesScan>();
        try
        {
            scans.AddRange(group.Runs.Select(run => run.Scan(keys.Contains)));
            return [.. keys.Select(key => Of(group, [.. group.Runs.Zip(scans, (run, scan) => (run, scan[key]))], request))];
        }
        finally
        {
            scans.ForEach(scan => scan.Dispose());
        }
    }

    private static SeedCurve Of(SeedGroup group, IReadOnlyList<(RecordedRun Run, SeriesColumns? Series)> all, CurveRequest request)
    {
        var notes = new List<string> { group.Unfinished };
        var runs = new List<SeedSeries>();
        try
        {
            foreach (var (run, series) in all.Where(r => r.Series is { Count: > 0 }))
                runs.Add(new SeedSeries(run, series!, request));
            if (runs.Count == 0)
                return new SeedCurve([], HasBand: false, notes);
            if (runs.Count < group.Runs.Count)
                notes.Add($"{runs.Count} of {group.Runs.Count} seeds have it");
            if (runs is [var only])
            {
                return new SeedCurve(
                    [.. Thinning.Places(only.Values, MostPoints).Select(i => new CurvePoint(only.X(i), only.Values[i]))],
                    HasBand: false,
                    notes);
            }

            using var mean = new SeedMean(runs, request.Band);
            if (mean.Count < runs.Max(r => r.Count))
                notes.Add("over the steps of all");
            return new SeedCurve([.. Thinning.Places(mean.Values, MostPoints).Select(mean.Point)], HasBand: true, notes);
        }
        finally
        {
            runs.ForEach(run => run.Dispose());
        }
    }
}
