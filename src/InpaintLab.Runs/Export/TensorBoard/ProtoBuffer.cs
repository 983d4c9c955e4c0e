using System.Buffers.Binary;
using System.Text;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Export.TensorBoard;

/// <summary>
/// A message of protocol buffers in its wire format (protobuf.dev/programming-guides/encoding): only what event files need.
/// </summary>
internal sealed class ProtoBuffer
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    private readonly RecordBuffer _buffer = new();

    public ReadOnlySpan<byte> Written => _buffer.Written;

    public void Clear() => _buffer.Clear();

    public ProtoBuffer Integer(int field, long value)
    {
        Tag(field, Varint);
        Write((ulong)value);
        return this;
    }

    public ProtoBuffer Double(int field, double value)
    {
        Tag(field, Fixed64);
        _buffer.Double(value);
        return this;
    }

    public ProtoBuffer Single(int field, float value)
    {
        Tag(field, Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_buffer.Take(sizeof(float)), value);
        return this;
    }

    public ProtoBuffer Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Bytes, or a message that was written elsewhere.</summary>
    public ProtoBuffer Block(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, Bytes);
        Write((ulong)bytes.Length);
        bytes.CopyTo(_buffer.Take(bytes.Length));
        return this;
    }

    private void Tag(int field, int wireType) => Write((ulong)((field << 3) | wireType));

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private void Write(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _buffer.Byte((byte)(value | 0x80));
        _buffer.Byte((byte)value);
    }
}
