using System.Buffers.Binary;
using InpaintLab.Imaging.Pixels;

namespace InpaintLab.Imaging.Codecs;

/// <summary>The EXIF tag Orientation (0x0112, EXIF 2.32 section 4.6.4): how the stored picture must be turned to stand upright.</summary>
internal static class ExifOrientation
{
    /// <summary>Stored upright.</summary>
    public const int Upright = 1;

    private const int Tag = 0x0112;
    private const int TypeShort = 3;
    private const int EntryBytes = 12;

    /// <summary>
    /// The orientation 1 .. 8 in the payload of a JPEG APP1 segment; <see cref="Upright"/> when there is none, or the metadata are
    /// malformed: they describe the picture, and a picture is not refused for them.
    /// </summary>
    public static int Find(ReadOnlySpan<byte> app1)
    {
        if (!app1.StartsWith("Exif\0\0"u8) || app1.Length < 14)
            return Upright;
        var tiff = app1[6..];
        bool littleEndian;
        if (tiff.StartsWith("II"u8))
            littleEndian = true;
        else if (tiff.StartsWith("MM"u8))
            littleEndian = false;
        else
            return Upright;

        long directory = Word(tiff, 4) | ((long)Word(tiff, 6) << 16);
        if (!littleEndian)
            directory = ((long)Word(tiff, 4) << 16) | Word(tiff, 6);
        if (directory < 8 || directory > tiff.Length - 2)
            return Upright;
        var entries = tiff[(int)directory..];
        int count = Word(entries, 0);
        for (var i = 2; count > 0 && i + EntryBytes <= entries.Length; i += EntryBytes, count--)
        {
            if (Word(entries, i) == Tag && Word(entries, i + 2) == TypeShort)
                return Word(entries, i + 8) is >= 1 and <= 8 and var found ? found : Upright;
        }

        return Upright;

        ushort Word(ReadOnlySpan<byte> bytes, int at) =>
            littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]) : BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
    }

    /// <summary>Whether the upright picture has the stored one's height as its width.</summary>
    public static bool SwapsSides(int orientation) => orientation >= 5;

    /// <summary>Turns a stored picture upright; the picture itself when it stands upright already.</summary>
    public static ImageBuffer Apply(ImageBuffer stored, int orientation) => orientation switch
    {
        1 => stored,
        2 => Geometry.Turn(stored, transpose: false, flipX: true, flipY: false),
        3 => Geometry.Turn(stored, transpose: false, flipX: true, flipY: true),
        4 => Geometry.Turn(stored, transpose: false, flipX: false, flipY: true),
        5 => Geometry.Turn(stored, transpose: true, flipX: false, flipY: false),
        6 => Geometry.Turn(stored, transpose: true, flipX: false, flipY: true),
        7 => Geometry.Turn(stored, transpose: true, flipX: true, flipY: true),
        8 => Geometry.Turn(stored, transpose: true, flipX: true, flipY: false),
        _ => throw new ArgumentOutOfRangeException(nameof(orientation), orientation, "expected 1 to 8"),
    };
}
