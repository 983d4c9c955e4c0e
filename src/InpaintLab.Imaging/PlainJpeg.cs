using InpaintLab.Imaging.Codecs;

namespace InpaintLab.Imaging;

/// <summary>
/// JPEG files that any decoder turns into the same picture, but for rounding: baseline or progressive, grey or YCbCr, and stored upright.
/// What needs more knowledge than that (CMYK, RGB components, EXIF orientation, arithmetic coding) is <see cref="ImageFile"/>'s alone.
/// </summary>
/// <param name="Size">The size of the picture.</param>
/// <param name="IsGrey">Whether it has one component, not three.</param>
public sealed record PlainJpeg(ImageSize Size, bool IsGrey)
{
    private const byte Baseline = 0xc0;
    private const byte Progressive = 0xc2;
    private const byte App14 = 0xee;

    // Bits, height, width, number of components, and three bytes for each of these.
    private const int ShortestFrame = 9;

    /// <summary>Reads the headers of a file; null when it is no such file.</summary>
    /// <param name="path">Names it in messages.</param>
    /// <param name="file">The whole file.</param>
    /// <exception cref="ImageFileException">
    /// It is broken, as far as headers and end tell: data that are damaged in between are found by whoever decodes them.
    /// </exception>
    public static PlainJpeg? Read(string path, ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith<byte>([0xff, 0xd8, 0xff]))
            return null;
        try
        {
            var header = JpegHeader.Parse(file);
            if (header.Components == 4 || header.Orientation != ExifOrientation.Upright || !IsPlain(file[..header.ScanStart]))
                return null;
            if (!header.HasEnd(file))
                throw new InvalidDataException($"the file is truncated: no end of the picture follows in its {file.Length} bytes");
            header.CheckSize(file.Length);
            return new PlainJpeg(header.UprightSize, header.Components == 1);
        }
        catch (InvalidDataException e)
        {
            throw new ImageFileException(path, $"expected a readable JPEG image, but {e.Message}", e);
        }
    }

    private static bool IsPlain(ReadOnlySpan<byte> head)
    {
        var position = 2;
        var isPlain = false;
        while (JpegHeader.TryNextSegment(head, ref position, out var marker, out var payload))
        {
            if (marker is Baseline or Progressive)
                isPlain = payload.Length >= ShortestFrame && (payload[5] == 1 || payload[6] != (byte)'R');

            // Adobe's segment tells the colour space; 0 of three components: RGB.
            else if (marker == App14 && payload.StartsWith("Adobe"u8) && (payload.Length < 12 || payload[11] == 0))
                return false;
        }

        return isPlain;
    }
}
