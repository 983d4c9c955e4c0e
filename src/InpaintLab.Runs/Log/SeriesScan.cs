using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace InpaintLab.Runs.Log;

/// <summary>
/// Reads chosen series from a log, all in one pass, and passes over everything else: for reports of many long runs, where
/// <see cref="RunLog"/> would hold fifty series to show one. Damage is left to that: what is damaged is missing. Owns the memory of its
/// series until disposed.
/// </summary>
public sealed class SeriesScan : IDisposable
{
    private readonly Dictionary<uint, string> _names = [];
    private readonly Dictionary<uint, SeriesColumns?> _byName = [];
    private readonly List<(uint Name, SeriesColumns? Series)> _inOrder = []; // as the last step had them
    private readonly Func<string, bool> _isWanted;

    private SeriesScan(Func<string, bool> isWanted) => _isWanted = isWanted;

    /// <summary>The keys of all series of the log, wanted or not, sorted.</summary>
    public IReadOnlyList<string> AllKeys => [.. _byName.Keys.Select(Name).Order(StringComparer.Ordinal)];

    /// <summary>The keys of the wanted series that there are, sorted.</summary>
    public IReadOnlyList<string> Keys =>
        [.. _byName.Where(s => s.Value is not null).Select(s => Name(s.Key)).Order(StringComparer.Ordinal)];

    /// <summary>The points of a wanted series; null when there is none of that key.</summary>
    public SeriesColumns? this[string key] => _byName.FirstOrDefault(s => s.Value is not null && Name(s.Key) == key).Value;

    /// <summary>Reads a log; the caller disposes what was read.</summary>
    /// <param name="logPath">The log.</param>
    /// <param name="isWanted">Which series are kept.</param>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SeriesScan Read(string logPath, Func<string, bool> isWanted)
    {
        var scan = new SeriesScan(isWanted);
        try
        {
            LogPayloads.Read(logPath, scan.Read);
            return scan;
        }
        catch
        {
            scan.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var series in _byName.Values)
            series?.Dispose();
        _byName.Clear();
    }

    private void Read(RecordKind kind, RecordCursor body)
    {
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
                foreach (var series in _byName.Values)
                    series?.RemoveAfter(step);
                break;
            default:
                break;
        }
    }

    // Most of the time of a report of long runs goes here: compiled at once and in full, not after a while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(ref RecordCursor body)
    {
        var (step, epoch, time, count) = (body.Int64(), body.Int32(), body.Time(), body.Count(LogFormat.ScalarLength));
        var bytes = body.Items(count, LogFormat.ScalarLength);
        for (var place = 0; place < count; place++, bytes = bytes[LogFormat.ScalarLength..])
        {
            var name = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var series = place < _inOrder.Count && _inOrder[place].Name == name ? _inOrder[place].Series : SeriesAt(place, name);
            series?.Add(step, epoch, time, BinaryPrimitives.ReadDoubleLittleEndian(bytes[4..]));
        }
    }

    // Mostly a step has the series of the step before it, in the same order.
    private SeriesColumns? SeriesAt(int place, uint name)
    {
        if (!_byName.TryGetValue(name, out var series))
            _byName[name] = series = _isWanted(Name(name)) ? new SeriesColumns() : null;
        if (place < _inOrder.Count)
            _inOrder[place] = (name, series);
        else
            _inOrder.Add((name, series));
        return series;
    }

    private string Name(uint id) => _names.TryGetValue(id, out var name) ? name : $"#{id}";
}
