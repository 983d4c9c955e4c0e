using System.Runtime.InteropServices;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs;

/// <summary>One value of a series.</summary>
/// <param name="Step">The step, from 0.</param>
/// <param name="Epoch">Its pass over the data, from 0.</param>
/// <param name="Time">When it was logged (UTC).</param>
/// <param name="Value">Any double.</param>
/// <param name="Superseded">Whether it no longer counts: the run went on from a checkpoint before it, or logged the step again.</param>
public readonly record struct ScalarPoint(long Step, int Epoch, DateTime Time, double Value, bool Superseded);

/// <summary>One per-image result with its evaluation.</summary>
/// <param name="Step">The step whose weights were evaluated.</param>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Row">Image, mask, hole ratio, metric and value.</param>
/// <param name="Superseded">Whether a resume or a later evaluation of the same replaced it.</param>
public readonly record struct EvaluatedRow(long Step, string MaskSet, ImageRow Row, bool Superseded);

/// <summary>An image file of the run.</summary>
/// <param name="Step">The step that it shows.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Path">Where it lies, relative to the run folder.</param>
/// <param name="Superseded">Whether the run went on from a checkpoint before it.</param>
public readonly record struct LoggedImage(long Step, string Name, string Path, bool Superseded);

/// <summary>All of one <c>points.log</c> in memory, as it was when it was read.</summary>
public sealed class RunLog
{
    private readonly Dictionary<string, LoggedSeries> _series = [];
    private readonly List<EvaluatedRow> _rows = [];
    private readonly Dictionary<(long Step, string MaskSet, string Image, string Mask, string Metric), int> _rowPlaces = [];
    private readonly List<LoggedImage> _images = [];
    private readonly List<EventRecord> _events = [];
    private readonly List<StateRecord> _states = [];
    private readonly Dictionary<string, double> _summary = [];
    private readonly Dictionary<string, string> _provenance = [];

    private readonly RunningOutlines? _running; // in place of points
    private IReadOnlyDictionary<string, SeriesOutline>? _outlines;
    private bool _pointsAreNeeded;

    private RunLog(bool keepPoints) => _running = keepPoints ? null : new RunningOutlines();

    /// <summary>What the run is; null only when that record is damaged.</summary>
    public DescriptionRecord? Description { get; private set; }

    /// <summary>The last state logged; a run that was killed still says that it runs (see <see cref="RunFolder.StateNow"/>).</summary>
    public RunState State => _states.Count == 0 ? RunState.Running : _states[^1].State;

    /// <summary>The message of the last state.</summary>
    public string StateMessage => _states.Count == 0 ? "" : _states[^1].Message;

    /// <summary>All changes of state in their order.</summary>
    public IReadOnlyList<StateRecord> States => _states;

    /// <summary>The keys of all series, sorted.</summary>
    public IReadOnlyList<string> Keys => [.. _series.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Events in their order.</summary>
    public IReadOnlyList<EventRecord> Events => _events;

    /// <summary>Results of the whole run by key.</summary>
    public IReadOnlyDictionary<string, double> Summary => _summary;

    /// <summary>For each metric, as JSON, how it was computed.</summary>
    public IReadOnlyDictionary<string, string> Provenance => _provenance;

    /// <summary>The last step that counts, or -1.</summary>
    public long LastStep => Outlines.Values.Select(outline => outline.LastStep).DefaultIfEmpty(-1).Max();

    /// <summary>Places in the log that are not as they were written: what they held is missing here.</summary>
    public IReadOnlyList<LogCorruption> Corruptions { get; private set; } = [];

    /// <summary>Bytes at the end of the log of a frame that was not complete, hence never acknowledged.</summary>
    public long IncompleteTailBytes { get; private set; }

    /// <summary>Records of a later version that were passed over.</summary>
    public int UnknownRecords { get; private set; }

    /// <summary>What lists say of each series that has a point that counts.</summary>
    internal IReadOnlyDictionary<string, SeriesOutline> Outlines => _outlines ??= _running?.ByKey ?? OutlinesOfPoints();

    /// <summary>Reads a log; a run may be writing it.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="Core.Errors.UserErrorException">The log has another format version.</exception>
    public static RunLog Read(string logPath) => Read(logPath, keepPoints: true);

    /// <summary>The same, but of series only their <see cref="Outlines"/> need be there: what a list of many long runs takes.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    /// <exception cref="Core.Errors.UserErrorException">The log has another format version.</exception>
    internal static RunLog ReadOutlines(string logPath) =>
        Read(logPath, keepPoints: false) is { _pointsAreNeeded: false } log ? log : Read(logPath);

    private static RunLog Read(string logPath, bool keepPoints)
    {
        using var reader = new LogReader(logPath);
        var log = new RunLog(keepPoints);
        foreach (var record in reader.Records(keepPoints ? null : log.Outline))
        {
            log.Add(record);
            if (log._pointsAreNeeded)
                return log;
        }

        // Which values count is seen frame by frame from the records alone.
        log._pointsAreNeeded |= !keepPoints && reader.HasMalformedFrames;

        log.Corruptions = reader.Corruptions;
        log.IncompleteTailBytes = reader.IncompleteTailBytes;
        return log;
    }

    /// <summary>The points of a series in the order of logging; empty when there is no such key.</summary>
    public IReadOnlyList<ScalarPoint> Series(string key, bool includeSuperseded = false)
    {
        if (!_series.TryGetValue(key, out var series))
            return [];
        return includeSuperseded ? series.Points : [.. series.Points.Where(p => !p.Superseded)];
    }

    /// <summary>Per-image results in the order of logging.</summary>
    public IReadOnlyList<EvaluatedRow> ImageRows(bool includeSuperseded = false) =>
        includeSuperseded ? _rows : [.. _rows.Where(r => !r.Superseded)];

    /// <summary>Image files in the order of logging.</summary>
    public IReadOnlyList<LoggedImage> Images(bool includeSuperseded = false) =>
        includeSuperseded ? _images : [.. _images.Where(i => !i.Superseded)];

    private void Add(LogRecord record)
    {
        switch (record)
        {
            case ScalarsRecord scalars:
                Add(scalars);
                break;
            case ImageRowsRecord rows:
                foreach (var row in rows.Rows)
                    Add(new EvaluatedRow(rows.Step, rows.MaskSet, row, Superseded: false));
                break;
            case ImageRecord image:
                Add(new LoggedImage(image.Step, image.Name, image.Path, Superseded: false));
                break;
            case EventRecord e:
                _events.Add(e);
                break;
            case StateRecord state:
                _states.Add(state);
                break;
            case SummaryRecord summary:
                _summary[summary.Key] = summary.Value;
                break;
            case ProvenanceRecord provenance:
                _provenance[provenance.Metric] = provenance.Json;
                break;
            case SupersededRecord superseded:
                Supersede(superseded.Step);
                break;
            case DescriptionRecord description:
                Description = description;
                break;
            default:
                UnknownRecords++;
                break;
        }
    }

    private void Add(ScalarsRecord scalars)
    {
        foreach (var (key, value) in scalars.Values)
            SeriesFor(key).Add(new ScalarPoint(scalars.Step, scalars.Epoch, scalars.Time, value, Superseded: false));
    }

    private void Outline(long step, int epoch, DateTime time, ReadOnlySpan<ScalarValue> values) =>
        _pointsAreNeeded = _pointsAreNeeded || !_running!.TryAdd(step, values);

    private Dictionary<string, SeriesOutline> OutlinesOfPoints()
    {
        var outlines = new Dictionary<string, SeriesOutline>();
        foreach (var (key, series) in _series)
        {
            if (SeriesOutline.Of(series.Points) is { } outline)
                outlines[key] = outline;
        }

        return outlines;
    }

    private LoggedSeries SeriesFor(string key)
    {
        if (!_series.TryGetValue(key, out var series))
            _series[key] = series = new LoggedSeries();
        return series;
    }

    private void Add(LoggedImage image)
    {
        var before = _images.FindLastIndex(i => i.Step == image.Step && i.Name == image.Name);
        if (before >= 0)
            _images[before] = _images[before] with { Superseded = true };
        _images.Add(image);
    }

    private void Add(EvaluatedRow row)
    {
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _rowPlaces, (row.Step, row.MaskSet, row.Row.ImageId, row.Row.MaskId, row.Row.Metric), out var evaluatedBefore);
        if (evaluatedBefore)
            _rows[place] = _rows[place] with { Superseded = true };
        place = _rows.Count;
        _rows.Add(row);
    }

    private void Supersede(long step)
    {
        _pointsAreNeeded |= _running?.TrySupersede(step) == false;
        foreach (var series in _series.Values)
            series.Supersede(step);

        foreach (ref var row in CollectionsMarshal.AsSpan(_rows))
        {
            if (row.Step > step)
                row = row with { Superseded = true };
        }

        foreach (ref var image in CollectionsMarshal.AsSpan(_images))
        {
            if (image.Step > step)
                image = image with { Superseded = true };
        }
    }

    private sealed class LoggedSeries
    {
        private long _greatest = long.MinValue; // of the steps that count

        public List<ScalarPoint> Points { get; } = [];

        // Of two values for one step the later counts, as with image rows: what was written twice around a kill is not doubled. Steps
        // ascend, but where a run went on from a checkpoint, or an older checkpoint was evaluated later.
        public void Add(ScalarPoint point)
        {
            if (point.Step > _greatest)
                _greatest = point.Step;
            else if (Points.FindLastIndex(p => p.Step == point.Step && !p.Superseded) is var before and >= 0)
                Points[before] = Points[before] with { Superseded = true };
            Points.Add(point);
        }

        public void Supersede(long step)
        {
            _greatest = Math.Min(_greatest, step);
            foreach (ref var point in CollectionsMarshal.AsSpan(Points))
            {
                if (point.Step > step)
                    point = point with { Superseded = true };
            }
        }
    }
}
