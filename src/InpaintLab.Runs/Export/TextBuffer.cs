using System.Globalization;
using System.Text.Unicode;

namespace InpaintLab.Runs.Export;

/// <summary>
/// Writes UTF-8 text in large pieces, numbers without a string for each. Doubles are written with as many digits as bring the same bits
/// back; what is not finite is NaN, Infinity or -Infinity. Does not own the stream.
/// </summary>
internal sealed class TextBuffer(Stream stream) : IDisposable
{
    private const int LongestNumber = 64;

    private readonly byte[] _bytes = new byte[1 << 16];
    private int _length;

    public TextBuffer Text(ReadOnlySpan<byte> ascii)
    {
        if (_bytes.Length - _length < ascii.Length)
            Flush();
        ascii.CopyTo(_bytes.AsSpan(_length));
        _length += ascii.Length;
        return this;
    }

    public TextBuffer Text(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (_bytes.Length - _length < LongestNumber)
                Flush();
            Utf8.FromUtf16(text, _bytes.AsSpan(_length), out var read, out var written, replaceInvalidSequences: true);
            _length += written;
            text = text[read..];
        }

        return this;
    }

    public TextBuffer Number(long value) => Formatted(value, default);

    public TextBuffer Number(double value) => Formatted(value, "R");

    // ISO 8601 with seven digits after the second, the 100 ns of the log, and Z.
    public TextBuffer Time(DateTime utc) => Formatted(utc, "O");

    public void Flush()
    {
        stream.Write(_bytes, 0, _length);
        _length = 0;
    }

    public void Dispose() => Flush();

    private TextBuffer Formatted<T>(T value, ReadOnlySpan<char> format)
        where T : IUtf8SpanFormattable
    {
        if (_bytes.Length - _length < LongestNumber)
            Flush();
        if (!value.TryFormat(_bytes.AsSpan(_length), out var written, format, CultureInfo.InvariantCulture))
            throw new InvalidOperationException($"{value} does not fit into {LongestNumber} bytes");
        _length += written;
        return this;
    }
}
