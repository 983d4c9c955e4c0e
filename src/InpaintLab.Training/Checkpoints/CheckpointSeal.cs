using System.Globalization;
using System.Text;
using InpaintLab.Runs.Log;

namespace InpaintLab.Training.Checkpoints;

/// <summary>
/// A checksum within a checkpoint, for safetensors has none and a flipped bit in a weight is a weight: CRC-32C of the whole file with
/// <see cref="Blank"/> in the checksum's own place, as eight hexadecimal digits among the metadata. It is the first of them, and they come
/// first in the file, so that its place is always the same.
/// </summary>
internal static class CheckpointSeal
{
    /// <summary>The checksum's key among the metadata: no other may sort before it.</summary>
    internal const string Key = "crc32c";

    /// <summary>What stands in its place while it is not known.</summary>
    internal const string Blank = "00000000";

    private const int BlockLength = 1 << 20;

    // The 8 bytes before it are the header's length.
    private static readonly byte[] Lead = Encoding.ASCII.GetBytes($"{{\"__metadata__\":{{\"{Key}\":\"");
    private static readonly int Place = 8 + Lead.Length;

    /// <summary>Puts the checksum into a file that was written with <see cref="Blank"/> in its place.</summary>
    internal static void Write(Stream file)
    {
        var checksum = Of(file);
        file.Position = Place;
        file.Write(Encoding.ASCII.GetBytes(checksum));
    }

    /// <summary>Whether the file has a checksum: those of the first format have none.</summary>
    internal static bool IsSealed(Stream file)
    {
        var found = new byte[Lead.Length];
        file.Position = 8;
        return file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length && found.AsSpan().SequenceEqual(Lead);
    }

    /// <summary>Whether the file is as it was written.</summary>
    internal static bool IsIntact(Stream file)
    {
        var found = new byte[Blank.Length];
        file.Position = Place;
        return file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == found.Length
            && Encoding.ASCII.GetString(found) == Of(file);
    }

    private static string Of(Stream file)
    {
        var block = new byte[BlockLength];
        var (crc, offset) = (0u, 0L);
        file.Position = 0;
        while (file.Read(block) is > 0 and var count)
        {
            for (var i = 0; i < Blank.Length; i++)
            {
                if (Place + i - offset is >= 0 and var at && at < count)
                    block[at] = (byte)Blank[i];
            }

            crc = Crc32C.Of(block.AsSpan(0, count), crc);
            offset += count;
        }

        return crc.ToString("x8", CultureInfo.InvariantCulture);
    }
}
