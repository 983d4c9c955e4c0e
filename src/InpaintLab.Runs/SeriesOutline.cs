using InpaintLab.Runs.Database;

namespace InpaintLab.Runs;

/// <summary>What lists say of a series: of its points that count.</summary>
/// <param name="LastStep">The greatest step.</param>
/// <param name="Last">The value that was logged last.</param>
/// <param name="Range">The least and the greatest value.</param>
internal sealed record SeriesOutline(long LastStep, double Last, ValueRange Range)
{
    /// <summary>Of one point.</summary>
    public static SeriesOutline Of(long step, double value) => new(step, value, new ValueRange(value, value));

    /// <summary>Of the points of a series that count; null where none does.</summary>
    public static SeriesOutline? Of(IEnumerable<ScalarPoint> points)
    {
        SeriesOutline? outline = null;
        foreach (var point in points.Where(p => !p.Superseded))
            outline = outline?.With(point.Step, point.Value) ?? Of(point.Step, point.Value);
        return outline;
    }

    /// <summary>With one more point.</summary>
    public SeriesOutline With(long step, double value) => new(Math.Max(LastStep, step), value, Range.With(value));
}

/// <summary>
/// Outlines gathered without keeping the points, which of long runs take more memory than all else. Only while steps ascend: where a point
/// takes the place of an earlier one, or a resume sets some aside, what is left is seen from the points alone.
/// </summary>
internal sealed class RunningOutlines
{
    private readonly Dictionary<string, Gathered> _series = [];

    /// <summary>The outlines by key.</summary>
    public IReadOnlyDictionary<string, SeriesOutline> ByKey =>
        _series.ToDictionary(s => s.Key, s => new SeriesOutline(s.Value.LastStep, s.Value.Last, s.Value.Range));

    /// <summary>Adds a point; false where the points are needed.</summary>
    public bool TryAdd(string key, long step, double value)
    {
        if (!_series.TryGetValue(key, out var series))
            _series[key] = series = new Gathered { LastStep = step, Range = new ValueRange(value, value) };
        else if (step <= series.LastStep)
            return false;
        (series.LastStep, series.Last, series.Range) = (step, value, series.Range.With(value));
        return true;
    }

    /// <summary>Sets points past a step aside; false where there are any.</summary>
    public bool TrySupersede(long step) => _series.Values.All(s => s.LastStep <= step);

    private sealed class Gathered
    {
        public long LastStep { get; set; }

        public double Last { get; set; }

        public ValueRange Range { get; set; }
    }
}
