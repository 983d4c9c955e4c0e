using System.Buffers.Binary;

namespace InpaintLab.Runs.Database;

/// <summary>
/// A log as the database last read it. Length and time are to be had without opening the file: where they are the same, so is the log.
/// Where the time is another one, for example because the file was copied, length and checksum decide.
/// </summary>
/// <param name="Length">The log's length, bytes.</param>
/// <param name="Modified">When it was last written (UTC), in ticks.</param>
/// <param name="LastChecksum">Its last four bytes: the checksum of its last frame, when that is complete.</param>
public readonly record struct LogFingerprint(long Length, long Modified, uint LastChecksum)
{
    /// <summary>The fingerprint of a file now.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LogFingerprint Of(string logPath)
    {
        using var handle = File.OpenHandle(logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // The time first: what is written between the two shows at the next look.
        var modified = File.GetLastWriteTimeUtc(handle).Ticks;
        var length = RandomAccess.GetLength(handle);
        Span<byte> last = stackalloc byte[4];
        last.Clear();
        _ = RandomAccess.Read(handle, last, Math.Max(0, length - last.Length));
        return new LogFingerprint(length, modified, BinaryPrimitives.ReadUInt32LittleEndian(last));
    }

    /// <summary>Whether both are of the same content, whenever it was written.</summary>
    public bool IsSameContent(LogFingerprint other) => Length == other.Length && LastChecksum == other.LastChecksum;
}
