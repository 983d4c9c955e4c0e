using System.Text;

namespace InpaintLab.Tests.Runs.Export;

/// <summary>
/// Reads TensorBoard's event files by their published formats (TFRecord, protocol buffers, event.proto, summary.proto), sharing nothing
/// with the code that writes them: the checksum is computed bit by bit, messages become trees of fields.
/// </summary>
internal static class EventFileReader
{
    /// <summary>The events of a file: each the fields of its message by number.</summary>
    public static List<Dictionary<int, List<object>>> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var events = new List<Dictionary<int, List<object>>>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BitConverter.ToUInt64(bytes, at);
            Assert.Equal(Masked(bytes.AsSpan(at, 8)), BitConverter.ToUInt32(bytes, at + 8));
            var data = bytes.AsSpan(at + 12, length);
            Assert.Equal(Masked(data), BitConverter.ToUInt32(bytes, at + 12 + length));
            events.Add(Message(data));
            at += 16 + length;
        }

        return events;
    }

    /// <summary>The one summary value of an event.</summary>
    public static Dictionary<int, List<object>> Value(Dictionary<int, List<object>> e) => Message((byte[])Message((byte[])e[5][0])[1][0]);

    /// <summary>The fields of a message: varints as ulong, 64 and 32 bits as double and float, everything else as bytes.</summary>
    public static Dictionary<int, List<object>> Message(ReadOnlySpan<byte> bytes)
    {
        var fields = new Dictionary<int, List<object>>();
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            object value;
            switch (tag & 7)
            {
                case 0:
                    value = Varint(ref bytes);
                    break;
                case 1:
                    value = BitConverter.ToDouble(bytes);
                    bytes = bytes[8..];
                    break;
                case 5:
                    value = BitConverter.ToSingle(bytes);
                    bytes = bytes[4..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    value = bytes[..length].ToArray();
                    bytes = bytes[length..];
                    break;
                default:
                    throw new InvalidDataException($"wire type {tag & 7}");
            }

            if (!fields.TryGetValue((int)(tag >> 3), out var values))
                fields[(int)(tag >> 3)] = values = [];
            values.Add(value);
        }

        return fields;
    }

    public static string Text(object bytes) => Encoding.UTF8.GetString((byte[])bytes);

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var b = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
                return value;
        }
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xffffffffu;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0x82f63b78;
        }

        crc = ~crc;
        return unchecked(((crc >> 15) | (crc << 17)) + 0xa282ead8);
    }
}
