using System.Runtime.CompilerServices;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Log;

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
    private readonly List<Gathered> _inOrder = []; // as the last record had them

    /// <summary>The outlines by key.</summary>
    public IReadOnlyDictionary<string, SeriesOutline> ByKey =>
        _series.ToDictionary(s => s.Key, s => new SeriesOutline(s.Value.LastStep!.Value, s.Value.Last, s.Value.Range));

    /// <summary>Adds the values of a step; false where the points are needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryAdd(long step, ReadOnlySpan<ScalarValue> values)
    {
        for (var place = 0; place < values.Length; place++)
        {
            // Mostly a step has the series of the step before it, in the same order.
            var key = values[place].Key;
            var series = place < _inOrder.Count && ReferenceEquals(_inOrder[place].Key, key) ? _inOrder[place] : SeriesAt(place, key);
            if (series.LastStep is { } last && step <= last)
                return false;
            var value = values[place].Value;
            series.Range = series.LastStep is null ? new ValueRange(value, value) : series.Range.With(value);
            (series.LastStep, series.Last) = (step, value);
        }

        return true;
    }

    /// <summary>Sets points past a step aside; false where there are any.</summary>
    public bool TrySupersede(long step) => _series.Values.All(s => s.LastStep <= step);

    private Gathered SeriesAt(int place, string key)
    {
        if (!_series.TryGetValue(key, out var series))
            _series[key] = series = new Gathered(key);
        if (place < _inOrder.Count)
            _inOrder[place] = series;
        else
            _inOrder.Add(series);
        return series;
    }

    private sealed class Gathered(string key)
    {
        public string Key => key;

        public long? LastStep { get; set; }

        public double Last { get; set; }

        public ValueRange Range { get; set; }
    }
}
