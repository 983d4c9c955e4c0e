using System.Buffers.Binary;

namespace InpaintLab.Imaging.Codecs;

/// <summary>What the segments before a JPEG's first scan say (ITU-T T.81, annex B).</summary>
/// <param name="Width">Stored width in pixels.</param>
/// <param name="Height">Stored height in pixels.</param>
/// <param name="Components">1 grey, 3 colour, 4 CMYK or YCCK.</param>
/// <param name="Orientation">EXIF orientation, 1 to 8.</param>
/// <param name="ScanStart">Where the first scan's segment starts.</param>
internal readonly record struct JpegHeader(int Width, int Height, int Components, int Orientation, int ScanStart)
{
    private const byte StartOfScan = 0xda;
    private const byte EndOfImage = 0xd9;
    private const byte App1 = 0xe1;

    /// <summary>
    /// A block of 8 x 8 samples takes at least a bit (the shortest Huffman code), so a file smaller by far must be truncated: no need to
    /// allocate. 16 times that, since arithmetic coding can do with less.
    /// </summary>
    private const int MaxPixelsPerByte = 16 * 8 * 64;

    /// <summary>Size of the upright picture.</summary>
    public ImageSize UprightSize => ExifOrientation.SwapsSides(Orientation) ? new(Height, Width) : new(Width, Height);

    /// <summary>Parses a file or its beginning, up to the first scan.</summary>
    /// <exception cref="InvalidDataException">It ends before, or is not a JPEG of 8 bits.</exception>
    public static JpegHeader Parse(ReadOnlySpan<byte> file)
    {
        var header = new JpegHeader(0, 0, 0, ExifOrientation.Upright, 0);
        var position = 2;
        while (true)
        {
            var marker = NextMarker(file, ref position);
            if (IsBare(marker))
                continue;
            if (marker == EndOfImage)
                throw new InvalidDataException("it ends without a picture");
            if (marker == StartOfScan)
            {
                return header.Width > 0
                    ? header with { ScanStart = position - 2 }
                    : throw new InvalidDataException("its picture has no frame header before it");
            }

            if (position + 2 > file.Length)
                throw Truncated(file);
            int length = BinaryPrimitives.ReadUInt16BigEndian(file[position..]);
            if (length < 2)
                throw new InvalidDataException($"a segment at byte {position} has length {length}");
            if (position + length > file.Length)
                throw Truncated(file);
            var payload = file.Slice(position + 2, length - 2);
            if (IsStartOfFrame(marker) && header.Width == 0)
                header = ReadFrame(payload, header);
            else if (marker == App1 && header.Orientation == ExifOrientation.Upright)
                header = header with { Orientation = ExifOrientation.Find(payload) };
            position += length;
        }
    }

    /// <summary>Whether an end-of-image marker follows the first scan's header: else the file was cut.</summary>
    public bool HasEnd(ReadOnlySpan<byte> file) => file[ScanStart..].LastIndexOf([(byte)0xff, EndOfImage]) >= 0;

    /// <summary>Refuses a picture that is too large, or that a file of so many bytes cannot hold.</summary>
    /// <exception cref="InvalidDataException">It is.</exception>
    public void CheckSize(int fileBytes)
    {
        if (!ImageBuffer.Fits(Width, Height, Components, bitDepth: 8))
            throw new InvalidDataException($"its header says {UprightSize} pixels, above {ImageBuffer.MaxBytes} bytes");
        if ((long)Width * Height / MaxPixelsPerByte > fileBytes)
            throw new InvalidDataException($"the file is truncated: {fileBytes} bytes cannot hold {UprightSize} pixels");
    }

    /// <summary>
    /// The next segment that has a payload; <paramref name="position"/> moves behind it. False at the end of <paramref name="head"/>, which
    /// <see cref="Parse"/> has accepted up to there.
    /// </summary>
    public static bool TryNextSegment(ReadOnlySpan<byte> head, ref int position, out byte marker, out ReadOnlySpan<byte> payload)
    {
        while (position + 1 < head.Length)
        {
            marker = head[position] == 0xff ? head[position + 1] : (byte)0;
            if (marker is 0 or 0xff)
            {
                position++;
                continue;
            }

            position += 2;
            if (IsBare(marker))
                continue;
            int length = BinaryPrimitives.ReadUInt16BigEndian(head[position..]);
            payload = head.Slice(position + 2, length - 2);
            position += length;
            return true;
        }

        marker = 0;
        payload = default;
        return false;
    }

    // Without length and payload: restarts, start of image, and one for temporary use.
    private static bool IsBare(byte marker) => marker is 0x01 or (>= 0xd0 and <= 0xd8);

    private static byte NextMarker(ReadOnlySpan<byte> file, ref int position)
    {
        // As libjpeg does: skip what is no marker, then any fill bytes.
        while (position + 1 < file.Length)
        {
            if (file[position] == 0xff && file[position + 1] is not (0 or 0xff))
            {
                position += 2;
                return file[position - 1];
            }

            position++;
        }

        throw Truncated(file);
    }

    private static bool IsStartOfFrame(byte marker) => marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc);

    private static JpegHeader ReadFrame(ReadOnlySpan<byte> payload, JpegHeader header)
    {
        if (payload.Length < 6)
            throw new InvalidDataException($"its frame header has {payload.Length} bytes");
        if (payload[0] != 8)
            throw new InvalidDataException($"it has {payload[0]} bits a sample; only 8 can be read");
        int height = BinaryPrimitives.ReadUInt16BigEndian(payload[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(payload[3..]);
        if (width == 0 || height == 0)
            throw new InvalidDataException($"its header says {width} x {height} pixels");
        if (payload[5] is not (1 or 3 or 4))
            throw new InvalidDataException($"it has {payload[5]} components; only 1 (grey), 3 (colour) and 4 (CMYK) can be read");
        return header with { Width = width, Height = height, Components = payload[5] };
    }

    private static InvalidDataException Truncated(ReadOnlySpan<byte> file) =>
        new($"the file ends after {file.Length} bytes, before its picture");
}
