using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Runs.Log;

/// <summary>Receives the values of one step; they are valid for the call.</summary>
internal delegate void ScalarsAction(long step, int epoch, DateTime time, ReadOnlySpan<ScalarValue> values);

/// <summary>Reads the records of frames in their order; names defined in one frame hold in all later ones.</summary>
internal sealed class RecordDecoder
{
    private readonly Dictionary<uint, string> _names = [];
    private ScalarValue[] _values = [];
    private (uint Id, string? Name)[] _lastNames = [];

    /// <summary>The names defined so far.</summary>
    public IReadOnlyDictionary<uint, string> Names => _names;

    /// <summary>The records of one frame's payload.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="scalars">If given, receives the values of steps, which are most of a log; then no records are made of them.</param>
    /// <exception cref="InvalidDataException">A record is shorter than its fields, or holds a value out of range.</exception>
    public List<LogRecord> Decode(ReadOnlySpan<byte> payload, ScalarsAction? scalars = null)
    {
        var records = new List<LogRecord>();
        var cursor = new RecordCursor(payload);
        while (!cursor.AtEnd)
        {
            var kind = cursor.Byte();
            var body = new RecordCursor(cursor.Bytes());
            if (kind == (byte)RecordKind.Name)
                Define(body.UInt32(), body.Text());
            else if (scalars is not null && kind == (byte)RecordKind.Scalars)
                Pass(ref body, scalars);
            else
                records.Add(Decode(kind, ref body));
        }

        return records;
    }

    private void Define(uint id, string name)
    {
        _names[id] = name;
        _lastNames = [];
    }

    private LogRecord Decode(byte kind, ref RecordCursor body) => (RecordKind)kind switch
    {
        RecordKind.Description => Description(body.Text()),
        RecordKind.Scalars => new ScalarsRecord(body.Int64(), body.Int32(), body.Time(), Values(ref body)),
        RecordKind.ImageRows => new ImageRowsRecord(body.Int64(), Name(body.UInt32()), Rows(ref body)),
        RecordKind.Event => new EventRecord(body.Time(), Level(body.Byte()), body.Text(), body.Int64(), body.Text()),
        RecordKind.Image => new ImageRecord(body.Int64(), body.Text(), body.Text()),
        RecordKind.Provenance => new ProvenanceRecord(body.Text(), body.Text()),
        RecordKind.State => new StateRecord(body.Time(), State(body.Byte()), body.Text()),
        RecordKind.Superseded => new SupersededRecord(body.Int64()),
        RecordKind.Summary => new SummaryRecord(body.Text(), body.Double()),
        _ => new UnknownRecord(kind),
    };

    private void Pass(ref RecordCursor body, ScalarsAction scalars)
    {
        var (step, epoch, time, count) = (body.Int64(), body.Int32(), body.Time(), body.Count(LogFormat.ScalarLength));
        if (_values.Length < count)
            _values = new ScalarValue[count];
        Fill(_values.AsSpan(0, count), ref body);
        scalars(step, epoch, time, _values.AsSpan(0, count));
    }

    private ScalarValue[] Values(ref RecordCursor body)
    {
        var values = new ScalarValue[body.Count(LogFormat.ScalarLength)];
        Fill(values, ref body);
        return values;
    }

    // Most of the time of reading a log goes here: compiled at once and in full, not after a while.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(Span<ScalarValue> values, ref RecordCursor body)
    {
        var bytes = body.Items(values.Length, LogFormat.ScalarLength);
        for (var i = 0; i < values.Length; i++, bytes = bytes[LogFormat.ScalarLength..])
        {
            var id = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var known = i < _lastNames.Length && _lastNames[i].Id == id ? _lastNames[i].Name : null;
            values[i] = new ScalarValue(known ?? NameAt(i, id), BinaryPrimitives.ReadDoubleLittleEndian(bytes[4..]));
        }
    }

    // Mostly a step has the series of the step before it, in the same order.
    private string NameAt(int place, uint id)
    {
        if (place >= _lastNames.Length)
            Array.Resize(ref _lastNames, Math.Max(16, 2 * (place + 1)));
        var name = Name(id);
        _lastNames[place] = (id, name);
        return name;
    }

    private ImageRow[] Rows(ref RecordCursor body)
    {
        var rows = new ImageRow[body.Count(28)];
        for (var i = 0; i < rows.Length; i++)
            rows[i] = new ImageRow(Name(body.UInt32()), Name(body.UInt32()), body.Double(), Name(body.UInt32()), body.Double());
        return rows;
    }

    // The frame that defined a name may be damaged, which the reader reports: the values under it are kept, under their number.
    private string Name(uint id)
    {
        if (!_names.TryGetValue(id, out var name))
            _names[id] = name = $"#{id}";
        return name;
    }

    private static DescriptionRecord Description(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<DescriptionRecord>(json, RunJson.Compact)
                ?? throw new InvalidDataException("the description is null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("the description is not what this version expects: " + e.Message, e);
        }
    }

    private static EventLevel Level(byte value) =>
        value <= (byte)EventLevel.Error ? (EventLevel)value : throw new InvalidDataException($"there is no event level {value}");

    private static RunState State(byte value) =>
        (RunState)value is var state && Enum.IsDefined(state) && state != RunState.Crashed
            ? state
            : throw new InvalidDataException($"there is no run state {value}");
}
