using System.Buffers.Binary;
using System.Text;

namespace InpaintLab.Runs.Log;

/// <summary>A growing array of bytes with the primitives of <see cref="LogFormat"/>.</summary>
internal sealed class RecordBuffer
{
    private byte[] _bytes = new byte[1024];

    public int Length { get; private set; }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Makes room for <paramref name="count"/> bytes, which the caller fills.</summary>
    public Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(Length + count, 2 * _bytes.Length));
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }

    /// <summary>Takes back the last bytes, down to <paramref name="length"/>.</summary>
    public void Shorten(int length) => Length = length;

    public void Byte(byte value) => Take(1)[0] = value;

    public void UInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Take(4), value);

    public void Int32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    // By its bits: no conversion on the way may quieten or replace a NaN.
    public void Double(double value) => Int64(BitConverter.DoubleToInt64Bits(value));

    public void Time(DateTime utc) => Int64(utc.Ticks - DateTime.UnixEpoch.Ticks);

    public void Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        UInt32((uint)count);
        Encoding.UTF8.GetBytes(text, Take(count));
    }
}

/// <summary>Reads what <see cref="RecordBuffer"/> wrote.</summary>
internal ref struct RecordCursor(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public double Double() => BitConverter.Int64BitsToDouble(Int64());

    public DateTime Time()
    {
        var ticks = Int64() + DateTime.UnixEpoch.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            throw new InvalidDataException($"a time of {ticks} ticks is out of range");
        return new DateTime(ticks, DateTimeKind.Utc);
    }

    public string Text() => Encoding.UTF8.GetString(Bytes());

    /// <summary>A length, then that many bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(UInt32());

    /// <summary>A number of items of <paramref name="size"/> bytes each, all of which must be there.</summary>
    public int Count(int size)
    {
        var count = UInt32();
        if ((long)count * size > _rest.Length)
            throw new InvalidDataException($"{count} items of {size} bytes do not fit into {_rest.Length} bytes");
        return (int)count;
    }

    /// <summary>The bytes of so many items of <paramref name="size"/> bytes each.</summary>
    public ReadOnlySpan<byte> Items(int count, int size) => Take(checked((uint)(count * size)));

    private ReadOnlySpan<byte> Take(uint count)
    {
        if (count > _rest.Length)
            throw new InvalidDataException($"a record ends {count - _rest.Length} bytes early");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }
}
