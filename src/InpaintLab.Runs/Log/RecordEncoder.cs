using System.Buffers.Binary;
using System.Text.Json;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Runs.Log;

/// <summary>The kinds of records in the file.</summary>
internal enum RecordKind : byte
{
    Description = 1,
    Name = 2,
    Scalars = 3,
    ImageRows = 4,
    Event = 5,
    Image = 6,
    Provenance = 7,
    State = 8,
    Superseded = 9,
    Summary = 10,
}

/// <summary>Writes records into a buffer. Names are written once and afterwards referred to by number.</summary>
/// <param name="buffer">Where the bytes go.</param>
/// <param name="names">The names that the log defines already; new ones are added.</param>
internal sealed class RecordEncoder(RecordBuffer buffer, Dictionary<string, uint> names)
{
    // A damaged log can lack the definition of a number that is in use: new ones lie above all of them.
    private uint _nextName = names.Count == 0 ? 0 : names.Values.Max() + 1;

    public void Encode(LogRecord record)
    {
        switch (record)
        {
            case ScalarsRecord scalars:
                DefineNames(scalars.Values.Select(v => v.Key));
                Body(RecordKind.Scalars, scalars, Write);
                break;
            case ImageRowsRecord rows:
                DefineNames([rows.MaskSet]);
                DefineNames(rows.Rows.Select(r => r.ImageId));
                DefineNames(rows.Rows.Select(r => r.MaskId));
                DefineNames(rows.Rows.Select(r => r.Metric));
                Body(RecordKind.ImageRows, rows, Write);
                break;
            case DescriptionRecord description:
                Body(RecordKind.Description, description, r => buffer.Text(JsonSerializer.Serialize(r, RunJson.Compact)));
                break;
            case EventRecord e:
                Body(RecordKind.Event, e, Write);
                break;
            case ImageRecord image:
                Body(RecordKind.Image, image, Write);
                break;
            case ProvenanceRecord provenance:
                Body(RecordKind.Provenance, provenance, Write);
                break;
            case StateRecord state:
                Body(RecordKind.State, state, Write);
                break;
            case SupersededRecord superseded:
                Body(RecordKind.Superseded, superseded, r => buffer.Int64(r.Step));
                break;
            case SummaryRecord summary:
                Body(RecordKind.Summary, summary, Write);
                break;
            default:
                throw new ArgumentException($"{record.GetType().Name} cannot be written", nameof(record));
        }
    }

    private void Body<T>(RecordKind kind, T record, Action<T> write)
    {
        buffer.Byte((byte)kind);
        var lengthAt = buffer.Length;
        buffer.UInt32(0);
        write(record);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.Written[lengthAt..], (uint)(buffer.Length - lengthAt - 4));
    }

    private void DefineNames(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            if (!names.TryAdd(text, _nextName))
                continue;
            _nextName++;
            Body(RecordKind.Name, text, t =>
            {
                buffer.UInt32(names[t]);
                buffer.Text(t);
            });
        }
    }

    private void Write(ScalarsRecord record)
    {
        buffer.Int64(record.Step);
        buffer.Int32(record.Epoch);
        buffer.Time(record.Time);
        buffer.UInt32((uint)record.Values.Count);
        foreach (var (key, value) in record.Values)
        {
            buffer.UInt32(names[key]);
            buffer.Double(value);
        }
    }

    private void Write(ImageRowsRecord record)
    {
        buffer.Int64(record.Step);
        buffer.UInt32(names[record.MaskSet]);
        buffer.UInt32((uint)record.Rows.Count);
        foreach (var row in record.Rows)
        {
            buffer.UInt32(names[row.ImageId]);
            buffer.UInt32(names[row.MaskId]);
            buffer.Double(row.HoleRatio);
            buffer.UInt32(names[row.Metric]);
            buffer.Double(row.Value);
        }
    }

    private void Write(EventRecord record)
    {
        buffer.Time(record.Time);
        buffer.Byte((byte)record.Level);
        buffer.Text(record.Kind);
        buffer.Int64(record.Count);
        buffer.Text(record.Message);
    }

    private void Write(ImageRecord record)
    {
        buffer.Int64(record.Step);
        buffer.Text(record.Name);
        buffer.Text(record.Path);
    }

    private void Write(ProvenanceRecord record)
    {
        buffer.Text(record.Metric);
        buffer.Text(record.Json);
    }

    private void Write(StateRecord record)
    {
        buffer.Time(record.Time);
        buffer.Byte((byte)record.State);
        buffer.Text(record.Message);
    }

    private void Write(SummaryRecord record)
    {
        buffer.Text(record.Key);
        buffer.Double(record.Value);
    }
}
