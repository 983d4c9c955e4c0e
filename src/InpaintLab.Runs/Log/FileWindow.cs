using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace InpaintLab.Runs.Log;

/// <summary>
/// Random access to a file through one rented buffer that follows the reader, so that a log of any size takes little memory. Gives it back
/// when disposed.
/// </summary>
internal sealed class FileWindow(SafeFileHandle handle) : IDisposable
{
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
    private long _start;
    private int _count;

    /// <summary>The file's length when it was opened: what a writer adds meanwhile belongs to the next reading.</summary>
    public long Length { get; } = RandomAccess.GetLength(handle);

    /// <summary>The bytes from <paramref name="offset"/>, fewer at the end of the file; valid until the next call.</summary>
    public ReadOnlyMemory<byte> Read(long offset, int count)
    {
        count = (int)Math.Min(count, Length - offset);
        if (offset < _start || offset + count > _start + _count)
            Fill(offset, count);
        var at = (int)(offset - _start);
        return _buffer.AsMemory(at, Math.Min(count, _count - at));
    }

    /// <summary>Gives the buffer back, and with it all that was read.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _count) = ([], 0);
    }

    private void Fill(long offset, int count)
    {
        if (count > _buffer.Length)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(count);
        }

        var wanted = (int)Math.Min(_buffer.Length, Length - offset);
        (_start, _count) = (offset, 0);
        while (_count < wanted)
        {
            var read = RandomAccess.Read(handle, _buffer.AsSpan(_count, wanted - _count), offset + _count);
            if (read == 0)
                break;
            _count += read;
        }
    }
}
