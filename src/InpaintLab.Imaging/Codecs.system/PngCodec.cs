using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace InpaintLab.Imaging.Codecs;

/// <summary>
/// PNG by libspng: reads every colour type and depth, interlaced too; below 8 bits becomes 8, a palette RGB, a transparent colour alpha.
/// Gamma and colour profiles are not applied, as in OpenCV and Pillow, but kept. Writes 8 and 16 bits, 1 to 4 channels, not interlaced.
/// </summary>
internal sealed unsafe class PngCodec : IImageCodec
{
    /// <summary>Metadata larger than this (profiles, texts) is refused rather than unpacked.</summary>
    private const int MaxChunkBytes = 64 << 20;

    /// <summary>
    /// Deflate cannot shrink by more (RFC 1951: 258 bytes for 2 bits), so a smaller file must be truncated: no need to allocate.
    /// </summary>
    private const int MaxDeflateRatio = 1032;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <inheritdoc/>
    public string Format => "PNG";

    /// <inheritdoc/>
    public IReadOnlyList<string> Extensions { get; } = [".png"];

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> start) => start.StartsWith(Signature);

    /// <inheritdoc/>
    public ImageSize ReadSize(ReadOnlySpan<byte> file)
    {
        // Signature, length and type of the IHDR chunk, then width and height (PNG specification, 11.2.1).
        if (file.Length < 24)
            throw new InvalidDataException($"the file ends after {file.Length} bytes, before its size");
        if (!file.Slice(12, 4).SequenceEqual("IHDR"u8))
            throw new InvalidDataException("its first chunk is not the header (IHDR)");
        return Checked(BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..]));
    }

    /// <inheritdoc/>
    public ImageBuffer Decode(ReadOnlySpan<byte> file)
    {
        ReadSize(file);
        NativeCodec.Require(Spng.Library, Spng.Package);
        fixed (byte* bytes = file)
            return Decode(bytes, file.Length);
    }

    /// <inheritdoc/>
    public void Encode(ImageBuffer image, ImageWriteOptions options, Stream file)
    {
        NativeCodec.Require(Spng.Library, Spng.Package);
        var context = NewContext(Spng.EncoderContext);
        var output = new Output(file);
        var state = GCHandle.Alloc(output);
        try
        {
            Check(Spng.SetOption(context, Spng.OptionCompressionLevel, options.PngCompression));
            var header = new Spng.Header
            {
                Width = (uint)image.Width,
                Height = (uint)image.Height,
                BitDepth = (byte)image.BitDepth,
                ColourType = image.Channels switch
                {
                    1 => Spng.ColourType.Grey,
                    2 => Spng.ColourType.GreyAlpha,
                    3 => Spng.ColourType.Rgb,
                    _ => Spng.ColourType.Rgba,
                },
            };
            Check(Spng.SetStream(context, &Output.Write, GCHandle.ToIntPtr(state)));
            Check(Spng.SetHeader(context, &header));
            if (image.Profile is { } profile)
                Check(PngColour.Write(context, profile));
            fixed (byte* samples = image.Bytes)
                Check(Spng.Encode(context, samples, (nuint)image.Bytes.Length, Spng.Format.AsStored, Spng.EncodeFinalize));
        }
        catch (InvalidDataException) when (output.Error is not null)
        {
            output.Error.Throw();
        }
        finally
        {
            state.Free();
            Spng.FreeContext(context);
        }
    }

    private static ImageBuffer Decode(byte* file, int length)
    {
        var context = NewContext(0);
        try
        {
            Check(Spng.SetChunkLimits(context, MaxChunkBytes, MaxChunkBytes));
            Check(Spng.SetBuffer(context, file, (nuint)length));
            Spng.Header header;
            Check(Spng.GetHeader(context, &header));
            Spng.Transparency transparency;
            var transparent = Spng.GetTransparency(context, &transparency) == 0;
            var (format, channels, bitDepth) = Target(header, transparent);
            var size = Checked(header.Width, header.Height);
            if (!ImageBuffer.Fits(size.Width, size.Height, channels, bitDepth))
                throw TooLarge(size);
            if ((long)size.Width * size.Height * header.BitDepth / 8 / MaxDeflateRatio > length)
                throw new InvalidDataException($"the file is truncated: {length} bytes cannot hold {size} pixels");

            var image = ImageBuffer.Uninitialised(size.Width, size.Height, channels, bitDepth);
            nuint needed;
            Check(Spng.DecodedSize(context, format, &needed));
            if (needed != (nuint)image.Bytes.Length)
                throw new InvalidDataException($"its {size} pixels decode to {needed} bytes instead of {image.Bytes.Length}");
            fixed (byte* samples = image.Bytes)
                Check(Spng.Decode(context, samples, needed, format, transparent ? Spng.DecodeTransparency : 0));

            // Up to the end chunk, so that a file cut after its pixels is noticed too.
            Check(Spng.DecodeChunks(context));
            image.Profile = PngColour.Read(context);
            return image;
        }
        finally
        {
            Spng.FreeContext(context);
        }
    }

    private static (Spng.Format Format, int Channels, int BitDepth) Target(Spng.Header header, bool transparent) =>
        (header.ColourType, header.BitDepth == 16, transparent) switch
        {
            (Spng.ColourType.Grey, false, false) => (Spng.Format.Grey8, 1, 8),
            (Spng.ColourType.Grey, false, true) => (Spng.Format.GreyAlpha8, 2, 8),
            (Spng.ColourType.Grey, true, false) => (Spng.Format.AsStored, 1, 16),
            (Spng.ColourType.Grey, true, true) => (Spng.Format.GreyAlpha16, 2, 16),
            (Spng.ColourType.GreyAlpha, false, _) => (Spng.Format.AsStored, 2, 8),
            (Spng.ColourType.GreyAlpha, true, _) => (Spng.Format.AsStored, 2, 16),
            (Spng.ColourType.Rgb or Spng.ColourType.Palette, false, false) => (Spng.Format.Rgb8, 3, 8),
            (Spng.ColourType.Rgb or Spng.ColourType.Palette, false, true) => (Spng.Format.Rgba8, 4, 8),
            (Spng.ColourType.Rgb, true, false) => (Spng.Format.AsStored, 3, 16),
            (Spng.ColourType.Rgb, true, true) => (Spng.Format.Rgba16, 4, 16),
            (Spng.ColourType.Rgba, false, _) => (Spng.Format.AsStored, 4, 8),
            (Spng.ColourType.Rgba, true, _) => (Spng.Format.AsStored, 4, 16),
            _ => throw new InvalidDataException($"its colour type {(int)header.ColourType} at {header.BitDepth} bits is unknown"),
        };

    private static nint NewContext(int flags)
    {
        var context = Spng.NewContext(flags);
        return context != 0 ? context : throw new InvalidOperationException("libspng could not allocate its context");
    }

    private static void Check(int error)
    {
        if (error != 0)
            throw new InvalidDataException($"libspng reports: {Spng.Message(error)}");
    }

    private static ImageSize Checked(uint width, uint height)
    {
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InvalidDataException($"its header says {width} x {height} pixels");
        var size = new ImageSize((int)width, (int)height);
        return ImageBuffer.Fits(size.Width, size.Height, channels: 1, bitDepth: 8) ? size : throw TooLarge(size);
    }

    private static InvalidDataException TooLarge(ImageSize size) =>
        new($"its header says {size} pixels, above {ImageBuffer.MaxBytes} bytes");

    /// <summary>Where an encoder writes to. No exception may pass through native code: the first one waits here.</summary>
    private sealed class Output(Stream stream)
    {
        public ExceptionDispatchInfo? Error { get; private set; }

        [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
        public static int Write(nint context, nint state, byte* bytes, nuint length)
        {
            var output = (Output)GCHandle.FromIntPtr(state).Target!;
            try
            {
                output.Append(new ReadOnlySpan<byte>(bytes, checked((int)length)));
                return 0;
            }
            catch (Exception e)
            {
                output.Error = ExceptionDispatchInfo.Capture(e);
                return Spng.StreamError;
            }
        }

        private void Append(ReadOnlySpan<byte> bytes) => stream.Write(bytes);
    }
}
