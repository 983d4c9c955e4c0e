namespace InpaintLab.Runs.Log;

/// <summary>
/// Reads chosen series from a log and passes over everything else: for reports of many long runs, where <see cref="RunLog"/> would hold
/// fifty series to show one. Says the same of a series as it does; damage is left to it, too: what is damaged is missing.
/// </summary>
public sealed class SeriesScan
{
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<uint, List<ScalarPoint>?> _series = [];
    private readonly Func<string, bool> _isWanted;

    private SeriesScan(Func<string, bool> isWanted) => _isWanted = isWanted;

    /// <summary>The keys of all series of a log, sorted.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IReadOnlyList<string> Keys(string logPath)
    {
        var scan = new SeriesScan(_ => false);
        scan.Read(logPath);
        return [.. scan._series.Keys.Select(scan.Name).Order(StringComparer.Ordinal)];
    }

    /// <summary>The points of a series that count, in the order of logging; empty when there is none of that key.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static IReadOnlyList<ScalarPoint> Series(string logPath, string key)
    {
        var scan = new SeriesScan(name => name == key);
        scan.Read(logPath);
        return scan._series.Values.FirstOrDefault(points => points is not null) ?? [];
    }

    private void Read(string logPath)
    {
        using var handle = File.OpenHandle(logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var frames = new FrameReader(new FileWindow(handle), logPath);
        while (frames.TryRead(out var frame))
        {
            try
            {
                Read(frame.Payload.Span);
            }
            catch (InvalidDataException)
            {
                // Written so by a faulty or later program: RunLog reports it.
            }
        }
    }

    private void Read(ReadOnlySpan<byte> payload)
    {
        var cursor = new RecordCursor(payload);
        while (!cursor.AtEnd)
        {
            var kind = (RecordKind)cursor.Byte();
            var body = new RecordCursor(cursor.Bytes());
            switch (kind)
            {
                case RecordKind.Name:
                    _names[body.UInt32()] = body.Text();
                    break;
                case RecordKind.Scalars:
                    Add(ref body);
                    break;
                case RecordKind.Superseded:
                    var step = body.Int64();
                    foreach (var points in _series.Values)
                        points?.RemoveAll(p => p.Step > step);
                    break;
                default:
                    break;
            }
        }
    }

    private void Add(ref RecordCursor body)
    {
        var (step, epoch, time) = (body.Int64(), body.Int32(), body.Time());
        for (var left = body.Count(12); left > 0; left--)
        {
            var (name, value) = (body.UInt32(), body.Double());
            if (!_series.TryGetValue(name, out var points))
                _series[name] = points = _isWanted(Name(name)) ? [] : null;
            if (points is null)
                continue;

            // Of two values for one step the later counts.
            if (points.Count > 0 && points[^1].Step == step)
                points.RemoveAt(points.Count - 1);
            points.Add(new ScalarPoint(step, epoch, time, value, Superseded: false));
        }
    }

    private string Name(uint id) => _names.TryGetValue(id, out var name) ? name : $"#{id}";
}
