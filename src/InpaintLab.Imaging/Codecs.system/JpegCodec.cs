using System.Runtime.InteropServices;

namespace InpaintLab.Imaging.Codecs;

/// <summary>
/// JPEG by libturbojpeg: reads 8-bit grey, colour and CMYK/YCCK (to RGB, inks stored inverted as Adobe and Pillow have it), baseline and
/// progressive, and turns the picture upright by its EXIF orientation; keeps an ICC profile. Writes grey and RGB, baseline, 4:4:4.
/// </summary>
internal sealed unsafe class JpegCodec : IImageCodec
{
    /// <inheritdoc/>
    public string Format => "JPEG";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg"];

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith<byte>([0xff, 0xd8, 0xff]);

    /// <inheritdoc/>
    public ImageSize ReadSize(ReadOnlySpan<byte> file) => JpegHeader.Parse(file).UprightSize;

    /// <inheritdoc/>
    public ImageBuffer Decode(ReadOnlySpan<byte> file)
    {
        var header = JpegHeader.Parse(file);
        var (format, channels) = header.Components switch
        {
            1 => (TurboJpeg.PixelFormat.Grey, 1),
            3 => (TurboJpeg.PixelFormat.Rgb, 3),
            _ => (TurboJpeg.PixelFormat.Cmyk, 4),
        };
        header.CheckSize(file.Length);
        NativeCodec.Require(TurboJpeg.Library, TurboJpeg.Package);
        var image = ImageBuffer.Uninitialised(header.Width, header.Height, channels, bitDepth: 8);
        DecodeInto(image, file, header, format);
        var upright = ExifOrientation.Apply(channels == 4 ? CmykToRgb(image) : image, header.Orientation);
        if (channels == 4)
            upright.Profile = new ColourProfile { FromCmyk = true };
        else if (JpegIcc.Read(file[..header.ScanStart]) is { } icc)
            upright.Profile = new ColourProfile { Icc = icc };
        return upright;
    }

    /// <inheritdoc/>
    public void Encode(ImageBuffer image, ImageWriteOptions options, Stream file)
    {
        if (image.HasAlpha)
            throw new InvalidDataException("it has an alpha channel; write a .png, or drop alpha first");
        NativeCodec.Require(TurboJpeg.Library, TurboJpeg.Package);
        var icc = image.Profile?.Icc;
        image = image.ToBitDepth(8);
        var (format, subsampling) = image.Channels == 1
            ? (TurboJpeg.PixelFormat.Grey, TurboJpeg.Subsampling.Grey)
            : (TurboJpeg.PixelFormat.Rgb, TurboJpeg.Subsampling.None);
        var handle = NewHandle(TurboJpeg.NewEncoder());
        byte* encoded = null;
        try
        {
            CULong length;
            fixed (byte* samples = image.Bytes)
            {
                var status = TurboJpeg.Encode(
                    handle,
                    samples,
                    image.Width,
                    image.RowBytes,
                    image.Height,
                    format,
                    &encoded,
                    &length,
                    subsampling,
                    options.JpegQuality,
                    TurboJpeg.AccurateDct);
                if (status != 0)
                    throw new InvalidDataException($"libturbojpeg reports: {TurboJpeg.Message(handle)}");
            }

            JpegIcc.Write(file, new ReadOnlySpan<byte>(encoded, checked((int)length.Value)), icc);
        }
        finally
        {
            TurboJpeg.Free(encoded);
            _ = TurboJpeg.Destroy(handle);
        }
    }

    private static void DecodeInto(ImageBuffer image, ReadOnlySpan<byte> file, JpegHeader header, TurboJpeg.PixelFormat format)
    {
        var handle = NewHandle(TurboJpeg.NewDecoder());
        try
        {
            fixed (byte* bytes = file, samples = image.Bytes)
            {
                var status = TurboJpeg.Decode(
                    handle,
                    bytes,
                    new CULong((nuint)file.Length),
                    samples,
                    image.Width,
                    image.RowBytes,
                    image.Height,
                    format,
                    TurboJpeg.AccurateDct | TurboJpeg.LimitScans);
                if (status == 0)
                    return;
            }

            var message = TurboJpeg.Message(handle);
            if (TurboJpeg.ErrorCode(handle) != TurboJpeg.Warning || !IsHarmless(message) || !header.HasEnd(file))
                throw new InvalidDataException($"libturbojpeg reports: {message}");
        }
        finally
        {
            _ = TurboJpeg.Destroy(handle);
        }
    }

    /// <summary>
    /// Warnings that real cameras' files cause and that leave every pixel right. All others (premature end, bad codes) mean wrong pixels.
    /// The library keeps only the first warning's text, hence the look for the end marker above.
    /// </summary>
    private static bool IsHarmless(string warning) =>
        warning.Contains("extraneous bytes before marker", StringComparison.Ordinal)
        || warning.Contains("Invalid SOS parameters for sequential JPEG", StringComparison.Ordinal)
        || warning.Contains("Unknown Adobe color transform code", StringComparison.Ordinal);

    private static nint NewHandle(nint handle) =>
        handle != 0 ? handle : throw new InvalidOperationException("libturbojpeg could not allocate its context");

    private static ImageBuffer CmykToRgb(ImageBuffer cmyk)
    {
        // Inverted inks are the light that each lets through: R = C' K' / 255, rounded.
        var rgb = ImageBuffer.Uninitialised(cmyk.Width, cmyk.Height, 3, bitDepth: 8);
        var from = cmyk.Samples8;
        var to = rgb.Samples8;
        for (int i = 0, j = 0; i < from.Length; i += 4, j += 3)
        {
            for (var c = 0; c < 3; c++)
                to[j + c] = (byte)(((from[i + c] * from[i + 3]) + 127) / 255);
        }

        return rgb;
    }
}
