using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>Curves of recorded runs: a panel for each series, a curve for each run or group of seeds.</summary>
public static class CurveFigure
{
    /// <summary>As many logs as are read at once, on a machine with very many cores, too: each takes memory.</summary>
    internal const int MostReaders = 4;

    /// <summary>The figure, in the print theme. Runs that repeat another's seed are no second sample: each is a curve of its own.</summary>
    /// <param name="runs">The runs, at least one.</param>
    /// <param name="request">What is wanted.</param>
    /// <exception cref="UserErrorException">No run has a series of a key: the nearest is named.</exception>
    public static Figure Of(IReadOnlyList<RecordedRun> runs, CurveRequest request)
    {
        var groups = Groups(runs);
        var curves = Curves(request.Series, groups, request);
        foreach (var (place, key) in request.Series.Index())
        {
            if (curves.All(c => c[place].Points.Count == 0)
                && runs.SelectMany(r => r.Keys).Distinct().Order(StringComparer.Ordinal).ToList() is var known
                && !known.Contains(key))
            {
                throw UserErrorException.UnknownName("series", key, known, string.Join(", ", runs.Select(r => r.Id)));
            }
        }

        return new Figure(
            [.. request.Series.Select((key, place) => PanelOf(key, [.. groups.Zip(curves, (g, c) => (g.Label, c[place]))], request))]);
    }

    /// <summary>One panel of curves that already have their labels.</summary>
    /// <param name="key">The key of the series; groups without it are in the legend as "no data".</param>
    /// <param name="groups">What each curve is called, and its runs.</param>
    /// <param name="request">How; its series are not looked at.</param>
    public static Panel PanelOf(string key, IReadOnlyList<(string Label, SeedGroup Group)> groups, CurveRequest request) =>
        PanelOf(key, [.. groups.Zip(Curves([key], groups, request), (g, curves) => (g.Label, curves[0]))], request);

    // The curves of each group, by key. A group at a time on each core: more would only take more memory.
    private static IReadOnlyList<IReadOnlyList<SeedCurve>> Curves(
        IReadOnlyList<string> keys, IReadOnlyList<(string Label, SeedGroup Group)> groups, CurveRequest request) =>
    [
        .. groups.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(Environment.ProcessorCount, MostReaders))
            .Select(g => SeedCurve.Of(g.Group, keys, request)),
    ];

    private static Panel PanelOf(string key, IReadOnlyList<(string Label, SeedCurve Curve)> curves, CurveRequest request)
    {
        // A smoothed curve must not pass for what was measured.
        var smoothing = request.Smooth > 0 ? $", EMA {request.Smooth.ToString(CultureInfo.InvariantCulture)}" : "";
        var unit = key.Count(c => c == '/') < 2 ? "" : request.Units.GetValueOrDefault(key[(key.LastIndexOf('/') + 1)..], "");
        var x = request.X switch
        {
            CurveAxis.Time => new Axis("time since the start", "min"),
            CurveAxis.Images => new Axis("training images"),
            _ => new Axis("step"),
        };
        return new Panel(x, new Axis(key + smoothing, unit) { Log = request.Log },
        [
            .. curves.Select((named, place) =>
            {
                var (label, curve) = named;
                string[] notes = [.. curve.Notes, curve.HasBand ? BandName(request.Band) : ""];
                return new Curve(string.Join(", ", notes.Where(n => n.Length > 0).Prepend(label)), curve.Points) { Style = place };
            }),
        ]);
    }

    private static IReadOnlyList<(string Label, SeedGroup Group)> Groups(IReadOnlyList<RecordedRun> runs)
    {
        var groups = SeedGroup.Of(runs)
            .SelectMany(g => g.Older.Select(older => new SeedGroup(g.Key, [older], [])).Append(g))
            .ToList();
        var names = groups.CountBy(g => g.Name).ToDictionary();
        return [.. groups.Select(g => (Label(g), g))];

        string Label(SeedGroup group)
        {
            var name = names[group.Name] == 1 ? group.Name : $"{group.Name} {group.Runs[0].Id}";
            return group.Runs.Count == 1 ? name : $"{name}, {group.Runs.Count} seeds";
        }
    }

    private static string BandName(SeedBand band) => band switch
    {
        SeedBand.Interval => "mean and 95 % interval",
        SeedBand.Range => "mean and range",
        _ => "mean ± sd",
    };
}
