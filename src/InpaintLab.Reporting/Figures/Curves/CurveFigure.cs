using System.Globalization;
using InpaintLab.Core.Errors;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>Curves of recorded runs: a panel for each series, a curve for each run or group of seeds.</summary>
public static class CurveFigure
{
    /// <summary>The figure, in the print theme.</summary>
    /// <param name="runs">The runs, at least one; with <see cref="CurveAxis.Images"/> each knows its images per step.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="UserErrorException">No run has a series of a key: the nearest is named.</exception>
    public static Figure Of(IReadOnlyList<RecordedRun> runs, CurveRequest request)
    {
        var known = runs.SelectMany(r => r.Log.Keys).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var key in request.Series)
        {
            if (!known.Contains(key))
                throw UserErrorException.UnknownName("series", key, known, string.Join(", ", runs.Select(r => r.Id)));
        }

        var groups = SeedGroup.Of(runs);
        return new Figure([.. request.Series.Select(key => PanelOf(key, groups, request))]);
    }

    private static Panel PanelOf(string key, IReadOnlyList<SeedGroup> groups, CurveRequest request)
    {
        // A smoothed curve must not pass for what was measured.
        var smoothing = request.Smooth > 0 ? $"EMA {request.Smooth.ToString(CultureInfo.InvariantCulture)}" : "";
        var unit = key.Count(c => c == '/') < 2 ? "" : request.Units.GetValueOrDefault(key[(key.LastIndexOf('/') + 1)..], "");
        var x = request.X switch
        {
            CurveAxis.Time => new Axis("time since the start", "min"),
            CurveAxis.Images => new Axis("training images"),
            _ => new Axis("step"),
        };
        return new Panel(x, new Axis(key, unit) { Log = request.Log },
        [
            .. groups.Select((group, place) => new Curve(Label(group), SeedCurve.Of(group, key, request)) { Style = place }),
        ]);

        string Label(SeedGroup group)
        {
            string[] notes = [group.Runs.Count == 1 ? "" : BandName(request.Band), smoothing];
            return string.Join(", ", notes.Where(n => n.Length > 0).Prepend(group.Label));
        }
    }

    private static string BandName(SeedBand band) => band switch
    {
        SeedBand.Interval => "mean and 95 % interval",
        SeedBand.Range => "mean and range",
        _ => "mean ± sd",
    };
}
