using System.Buffers.Binary;

namespace InpaintLab.Runs.Log;

/// <summary>
/// The bytes of <c>points.log</c>, the truth about a run: everything else can be rebuilt from it. Numbers are little-endian, u32 and i64
/// are integers of that many bits, f64 is an IEEE double with its bits as they are (NaN payloads included), text is a u32 length in bytes
/// and that much UTF-8, time is an i64 of 100 ns since 1970-01-01 UTC.
/// <code>
/// file    = header frame*
/// header  = "INPLOG\r\n"   version u32 = 1   CRC-32C of those 12 bytes u32
/// frame   = head payload tail                          one write() each: what one step logged, or what 250 ms gathered
/// head    = payload length u32   sequence u32 (0, 1, 2 ...)   CRC-32C of those 8 bytes u32
/// payload = record*
/// tail    = CRC-32C of the sequence's 4 bytes and the payload u32
/// record  = kind u8   body length u32   body           a reader skips kinds it does not know, and what follows the fields it knows
///
/// kind                body
///  1 description      JSON text {"id", "created", "description": {"name", "family", ...}}: the first record of a log
///  2 name             id u32, text                     below, "name" is the u32 id of text defined by such a record before its use
///  3 scalars          step i64, epoch i32, time, count u32, count x (key name, value f64)
///  4 image rows       step i64, mask set name, count u32, count x (image name, mask name, hole ratio f64, metric name, value f64)
///  5 event            time, level u8 (0 info, 1 warning, 2 error), kind text, count i64, message text
///  6 image            step i64, name text, path text   relative to the run folder, '/' between its parts
///  7 provenance       metric key text, JSON text
///  8 state            time, state u8 (0 running, 1 finished, 2 failed, 3 interrupted), message text
///  9 superseded       step i64                         scalars, image rows and images before this record and past the step no longer count
/// 10 summary          key text, value f64              the last one of a key counts
/// </code>
/// The head has a checksum of its own because a flipped length would otherwise make the rest of the file look like a frame that was cut
/// off. The tail's checksum stands last so that (file length, last four bytes) tells whether a log changed.
/// </summary>
public static class LogFormat
{
    /// <summary>The version that this code writes and reads.</summary>
    public const uint Version = 1;

    /// <summary>Bytes before the first frame.</summary>
    public const int HeaderLength = 16;

    /// <summary>Bytes of a frame before its payload.</summary>
    public const int HeadLength = 12;

    /// <summary>Bytes of a frame after its payload.</summary>
    public const int TailLength = 4;

    /// <summary>Bytes of one value of a step: the name of its series, and the value.</summary>
    internal const int ScalarLength = 12;

    /// <summary>The first bytes of every log; the line ending shows a copy that translated line endings.</summary>
    public static ReadOnlySpan<byte> Magic => "INPLOG\r\n"u8;

    /// <summary>The file header of <paramref name="version"/>.</summary>
    public static byte[] Header(uint version = Version)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(8), version);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(12), Crc32C.Of(header.AsSpan(0, 12)));
        return header;
    }

    /// <summary>Fills in head and tail of <paramref name="frame"/>, whose payload stands already between their places.</summary>
    internal static void Seal(Span<byte> frame, uint sequence)
    {
        var payload = frame[HeadLength..^TailLength];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, (uint)payload.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[4..], sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[8..], Crc32C.Of(frame[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[^TailLength..], PayloadChecksum(frame[4..8], payload));
    }

    /// <summary>The checksum in a frame's tail.</summary>
    internal static uint PayloadChecksum(ReadOnlySpan<byte> sequence, ReadOnlySpan<byte> payload) =>
        Crc32C.Of(payload, Crc32C.Of(sequence));
}
