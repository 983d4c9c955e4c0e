using System.Buffers.Binary;

namespace InpaintLab.Imaging.Codecs;

/// <summary>
/// ICC profiles in JPEG files: APP2 segments that begin with "ICC_PROFILE", a number from 1 and how many there are (ICC.1:2010, annex B.4).
/// </summary>
internal static class JpegIcc
{
    private const byte App0 = 0xe0;
    private const byte App2 = 0xe2;
    private const int LargestSegment = ushort.MaxValue;

    private static ReadOnlySpan<byte> Identifier => "ICC_PROFILE\0"u8;

    /// <summary>Bytes of a segment before its part of the profile, its marker not counted.</summary>
    private static int HeadBytes => 2 + Identifier.Length + 2;

    /// <summary>The profile; null without one, or when parts of it are missing: the picture is not refused for it.</summary>
    /// <param name="head">The file up to its first scan, as <see cref="JpegHeader"/> has accepted it.</param>
    public static byte[]? Read(ReadOnlySpan<byte> head)
    {
        var parts = new SortedDictionary<int, byte[]>();
        var total = 0;
        var position = 2;
        while (JpegHeader.TryNextSegment(head, ref position, out var marker, out var payload))
        {
            if (marker != App2 || !payload.StartsWith(Identifier) || payload.Length < HeadBytes - 2)
                continue;
            total = payload[Identifier.Length + 1];
            if (!parts.TryAdd(payload[Identifier.Length], payload[(HeadBytes - 2)..].ToArray()))
                return null;
        }

        return parts.Count > 0 && parts.Keys.SequenceEqual(Enumerable.Range(1, total)) ? [.. parts.Values.SelectMany(p => p)] : null;
    }

    /// <summary>Writes an encoded file with a profile behind its start and JFIF segments.</summary>
    public static void Write(Stream file, ReadOnlySpan<byte> encoded, ReadOnlyMemory<byte>? profile)
    {
        // A profile that needs more than 255 segments (16 MB) cannot be held.
        var largest = LargestSegment - HeadBytes;
        var icc = profile is { } all && all.Length <= byte.MaxValue * largest ? all.Span : default;
        var start = encoded[3] == App0 ? 4 + BinaryPrimitives.ReadUInt16BigEndian(encoded[4..]) : 2;
        file.Write(encoded[..start]);
        var count = (icc.Length + largest - 1) / largest;
        for (var i = 0; i < count; i++)
        {
            var part = icc[(i * largest)..Math.Min(icc.Length, (i + 1) * largest)];
            var length = HeadBytes + part.Length;
            file.Write([0xff, App2, (byte)(length >> 8), (byte)length, .. Identifier, (byte)(i + 1), (byte)count]);
            file.Write(part);
        }

        file.Write(encoded[start..]);
    }
}
