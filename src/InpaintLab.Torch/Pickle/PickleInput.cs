using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace InpaintLab.Torch.Pickle;

/// <summary>The bytes of one pickle. Nothing is allocated for a declared length that the rest of the file cannot hold.</summary>
/// <param name="stream">Stands at the pickle's first byte.</param>
/// <param name="available">Bytes from there to the end of the stream.</param>
/// <param name="file">What messages call the file.</param>
internal sealed class PickleInput(Stream stream, long available, string file)
{
    // Weights are outside; what is left takes some 150 bytes a tensor. Bounds the memory that objects of a few bytes each can take.
    private const long MostBytes = 16 << 20;
    private const int LongestNumber = 256;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly long _limit = Math.Min(available, MostBytes);
    private readonly byte[] _number = new byte[8];
    private long _read;
    private long _copied;

    internal string File => file;

    /// <summary>Bytes of an element of each storage that the pickle refers to, by the storage's key.</summary>
    internal Dictionary<string, int> ElementSizes { get; } = [];

    internal PickleException Error(string expected, string found) => new(file, expected, $"{found} at byte {_read} of the pickle");

    /// <summary>Counts values that an instruction copies. A file that was written, not made up, has bytes for each of them.</summary>
    internal void Copying(long count)
    {
        _copied += count;
        if (_copied > _read)
        {
            throw Error("each pair of a dict once", $"{_copied} copies");
        }
    }

    internal byte Byte()
    {
        var value = _read < _limit ? stream.ReadByte() : -1;
        if (value < 0)
        {
            throw Ended("more of the pickle");
        }

        _read++;
        return (byte)value;
    }

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Number(2));

    internal int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Number(4));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Number(4));

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Number(8));

    internal double Double() => BinaryPrimitives.ReadDoubleBigEndian(Number(8));

    /// <summary>A whole number of so many bytes, least first: a long where it fits, else a BigInteger.</summary>
    internal object Integer(long length)
    {
        if (length is < 0 or > LongestNumber)
        {
            throw Error($"a number of at most {LongestNumber} bytes", $"{length}");
        }

        var value = new BigInteger(Bytes((ulong)length));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    internal byte[] Bytes(ulong length)
    {
        if (length > (ulong)(_limit - _read))
        {
            throw Ended($"{length} bytes");
        }

        var bytes = new byte[length];
        Fill(bytes);
        return bytes;
    }

    internal string Text(ulong length)
    {
        try
        {
            return StrictUtf8.GetString(Bytes(length));
        }
        catch (DecoderFallbackException)
        {
            throw Error("text in UTF-8", "other bytes");
        }
    }

    internal string Latin1(ulong length) => Encoding.Latin1.GetString(Bytes(length));

    /// <summary>The rest of a line, without its end: how names are written.</summary>
    internal string Line()
    {
        var line = new List<byte>();
        while (Byte() is var next && next != (byte)'\n')
        {
            line.Add(next);
        }

        return Encoding.Latin1.GetString([.. line]);
    }

    /// <summary>At most 80 characters, none of them a control character: names come from the file and go to terminals.</summary>
    internal static string Printable(string text)
    {
        var plain = string.Concat(text.Take(80).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > 80 ? plain + "..." : plain;
    }

    private ReadOnlySpan<byte> Number(int length)
    {
        var bytes = _number.AsSpan(0, length);
        Fill(bytes);
        return bytes;
    }

    private void Fill(Span<byte> bytes)
    {
        if (_read + bytes.Length > _limit || stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Ended($"{bytes.Length} bytes");
        }

        _read += bytes.Length;
    }

    private PickleException Ended(string expected) =>
        Error(expected, _limit < available ? $"a pickle of more than {MostBytes} bytes" : "the end of the file");
}
