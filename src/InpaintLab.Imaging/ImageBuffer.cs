using System.Runtime.InteropServices;
using InpaintLab.Imaging.Pixels;

namespace InpaintLab.Imaging;

/// <summary>
/// An image in memory: 8 or 16 bits a sample, 1 to 4 channels (grey, grey + alpha, RGB, RGBA), rows from the top, samples interleaved.
/// Alpha is never premultiplied. Operations return new images and leave this one as it is; reading from several threads is safe.
/// </summary>
public sealed class ImageBuffer
{
    /// <summary>
    /// Largest size of the samples in bytes (1 GiB: 268 megapixels of 8-bit RGBA), so that no file header can exhaust the memory.
    /// </summary>
    public const long MaxBytes = 1L << 30;

    private readonly byte[] _data;

    /// <summary>An image whose samples are all 0.</summary>
    /// <param name="width">In pixels, from 1.</param>
    /// <param name="height">In pixels, from 1.</param>
    /// <param name="channels">1 grey, 2 grey + alpha, 3 RGB, 4 RGBA.</param>
    /// <param name="bitDepth">Bits a sample: 8 or 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value outside these ranges, or more than <see cref="MaxBytes"/>.</exception>
    public ImageBuffer(int width, int height, int channels, int bitDepth = 8)
        : this(width, height, channels, bitDepth, isCleared: true)
    {
    }

    private ImageBuffer(int width, int height, int channels, int bitDepth, bool isCleared)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (channels is < 1 or > 4)
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "expected 1 (grey), 2 (grey + alpha), 3 (RGB) or 4 (RGBA)");
        if (bitDepth is not (8 or 16))
            throw new ArgumentOutOfRangeException(nameof(bitDepth), bitDepth, "expected 8 or 16");
        if (!Fits(width, height, channels, bitDepth))
        {
            throw new ArgumentOutOfRangeException(
                nameof(width), $"{width} x {height}", $"expected an image of at most {MaxBytes} bytes of samples");
        }

        (Width, Height, Channels, BitDepth) = (width, height, channels, bitDepth);
        var bytes = width * height * PixelBytes;
        _data = isCleared ? new byte[bytes] : GC.AllocateUninitializedArray<byte>(bytes);
    }

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>1 grey, 2 grey + alpha, 3 RGB, 4 RGBA.</summary>
    public int Channels { get; }

    /// <summary>Bits a sample: 8 or 16.</summary>
    public int BitDepth { get; }

    /// <summary>Whether the last channel is alpha.</summary>
    public bool HasAlpha => Channels is 2 or 4;

    /// <summary>The sample that means 1: 255 or 65535.</summary>
    public int MaxSample => BitDepth == 8 ? byte.MaxValue : ushort.MaxValue;

    /// <summary>
    /// What the file said about the meaning of the samples; null when it said nothing. Written with the image, handed on by
    /// <see cref="Copy"/> only, applied by nobody.
    /// </summary>
    public ColourProfile? Profile { get; set; }

    /// <summary>
    /// All samples as bytes, Height x Width x Channels; 16-bit samples in the machine's byte order. Writes change the image.
    /// </summary>
    public Span<byte> Bytes => _data;

    /// <summary>The samples of an 8-bit image, Height x Width x Channels. Writes change the image.</summary>
    /// <exception cref="InvalidOperationException">The image has 16 bits a sample.</exception>
    public Span<byte> Samples8 =>
        BitDepth == 8 ? _data : throw new InvalidOperationException("expected an image of 8 bits a sample, this one has 16");

    /// <summary>The samples of a 16-bit image, Height x Width x Channels. Writes change the image.</summary>
    /// <exception cref="InvalidOperationException">The image has 8 bits a sample.</exception>
    public Span<ushort> Samples16 => BitDepth == 16
        ? MemoryMarshal.Cast<byte, ushort>(_data.AsSpan())
        : throw new InvalidOperationException("expected an image of 16 bits a sample, this one has 8");

    /// <summary>Bytes of one pixel.</summary>
    internal int PixelBytes => Channels * BitDepth / 8;

    /// <summary>Bytes of one row.</summary>
    internal int RowBytes => Width * PixelBytes;

    /// <summary>One sample, 0 to <see cref="MaxSample"/>; convenient, not fast.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A position outside the image, or a value outside the range.</exception>
    public int this[int x, int y, int channel]
    {
        get
        {
            var index = Index(x, y, channel);
            return BitDepth == 8 ? _data[index] : Samples16[index];
        }

        set
        {
            var index = Index(x, y, channel);
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxSample);
            if (BitDepth == 8)
                _data[index] = (byte)value;
            else
                Samples16[index] = (ushort)value;
        }
    }

    /// <summary>Whether the samples of such an image stay within <see cref="MaxBytes"/>.</summary>
    public static bool Fits(int width, int height, int channels, int bitDepth) =>
        (long)width * height <= MaxBytes / (channels * (bitDepth / 8));

    /// <summary>An image of samples as <see cref="Bytes"/> has them.</summary>
    /// <param name="samples">Height x width x channels; 16-bit samples in the machine's byte order.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="channels">1 to 4.</param>
    /// <param name="bitDepth">8 or 16.</param>
    /// <exception cref="ArgumentException">There are more samples or fewer.</exception>
    public static ImageBuffer FromSamples(ReadOnlySpan<byte> samples, int width, int height, int channels, int bitDepth = 8)
    {
        var image = Uninitialised(width, height, channels, bitDepth);
        if (samples.Length != image._data.Length)
            throw new ArgumentException($"expected {image._data.Length} bytes of samples, got {samples.Length}", nameof(samples));
        samples.CopyTo(image._data);
        return image;
    }

    /// <summary>An image from planes of numbers: each is clamped to [0,1], scaled and rounded half up; NaN becomes 0.</summary>
    /// <param name="planar"><paramref name="channels"/> x <paramref name="height"/> x <paramref name="width"/>, in [0,1].</param>
    /// <param name="channels">1 to 4, as in <see cref="Channels"/>.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="bitDepth">8 or 16.</param>
    /// <exception cref="ArgumentException">The planes have another length.</exception>
    public static ImageBuffer FromPlanar(ReadOnlySpan<float> planar, int channels, int height, int width, int bitDepth = 8) =>
        Planes.Read(planar, channels, height, width, bitDepth);

    /// <summary>
    /// The image as planes of numbers, <paramref name="channels"/> x Height x Width in [0,1]: sample / <see cref="MaxSample"/>.
    /// </summary>
    /// <param name="channels">1 or 3. Alpha is dropped; grey is repeated for 3; RGB gives Rec. 601 luma for 1 (not rounded).</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of channels.</exception>
    public float[] ToPlanar(int channels)
    {
        var planar = new float[(long)channels * Height * Width];
        CopyPlanarTo(planar, channels);
        return planar;
    }

    /// <summary><see cref="ToPlanar"/> into memory of the caller's, e.g. one image of a batch.</summary>
    /// <exception cref="ArgumentException">
    /// The destination has another length, or <paramref name="channels"/> is neither 1 nor 3.
    /// </exception>
    public void CopyPlanarTo(Span<float> destination, int channels) => Planes.Write(this, destination, channels);

    /// <summary>The same image once more.</summary>
    public ImageBuffer Copy()
    {
        var copy = FromSamples(_data, Width, Height, Channels, BitDepth);
        copy.Profile = Profile;
        return copy;
    }

    /// <summary>
    /// Changes the colour of one pixel: numbers are clamped to [0,1], scaled and rounded half up, NaN becomes 0. Grey images take the Rec.
    /// 601 luma; alpha stays.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A position outside the image.</exception>
    public void SetColour(int x, int y, float red, float green, float blue)
    {
        var index = Index(x, y, 0);
        if (BitDepth == 8)
            Planes.SetColour(_data.AsSpan(index), Channels >= 3, red, green, blue, byte.MaxValue);
        else
            Planes.SetColour(Samples16[index..], Channels >= 3, red, green, blue, ushort.MaxValue);
    }

    /// <summary>The rectangle whose top left pixel is (<paramref name="x"/>, <paramref name="y"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is empty or leaves the image.</exception>
    public ImageBuffer Crop(int x, int y, int width, int height)
    {
        CheckSpan(x, width, Width, nameof(x));
        CheckSpan(y, height, Height, nameof(y));
        var result = Uninitialised(width, height, Channels, BitDepth);
        for (var row = 0; row < height; row++)
            _data.AsSpan(((y + row) * RowBytes) + (x * PixelBytes), result.RowBytes).CopyTo(result._data.AsSpan(row * result.RowBytes));
        return result;
    }

    /// <summary>
    /// Scaled to another size; when shrinking, the filter widens with the scale (antialiased, as in Pillow). Pixel centres are at
    /// half integers, edges are renormalised, every channel (alpha too) is filtered on its own. Same result on every machine.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1 or too large.</exception>
    public ImageBuffer Resize(int width, int height, ResizeFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        return Resampler.Resize(this, width, height, filter);
    }

    /// <summary>
    /// The image with 8 or 16 bits a sample (value * 257, or value / 257 rounded); this one itself when it has them already.
    /// </summary>
    public ImageBuffer ToBitDepth(int bitDepth) => Conversion.ToBitDepth(this, bitDepth);

    /// <summary>
    /// The image with that many channels; this one itself when it has them already. RGB to grey is Rec. 601 luma with Pillow's integer
    /// weights ((19595 R + 38470 G + 7471 B + 32768) / 65536), grey to RGB repeats, alpha is dropped, or added as opaque.
    /// </summary>
    public ImageBuffer ToChannels(int channels) => Conversion.ToChannels(this, channels);

    /// <summary>
    /// Copies <paramref name="image"/> into this one, its top left pixel at (<paramref name="x"/>, <paramref name="y"/>).
    /// </summary>
    /// <exception cref="ArgumentException">It has other channels or another bit depth, or leaves this image.</exception>
    public void Paste(ImageBuffer image, int x, int y)
    {
        if (image.Channels != Channels || image.BitDepth != BitDepth)
        {
            throw new ArgumentException(
                $"expected {Channels} channels of {BitDepth} bits, got {image.Channels} of {image.BitDepth}", nameof(image));
        }

        CheckSpan(x, image.Width, Width, nameof(x));
        CheckSpan(y, image.Height, Height, nameof(y));
        for (var row = 0; row < image.Height; row++)
            image._data.AsSpan(row * image.RowBytes, image.RowBytes).CopyTo(_data.AsSpan(((y + row) * RowBytes) + (x * PixelBytes)));
    }

    /// <summary>For whoever writes every sample, so that clearing them first would be in vain.</summary>
    internal static ImageBuffer Uninitialised(int width, int height, int channels, int bitDepth) =>
        new(width, height, channels, bitDepth, isCleared: false);

    private static void CheckSpan(int start, int length, int available, string name)
    {
        if (start < 0 || length < 1 || start > available - length)
            throw new ArgumentOutOfRangeException(name, $"{start} + {length}", $"expected a non-empty part of 0 .. {available}");
    }

    private int Index(int x, int y, int channel)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height || (uint)channel >= (uint)Channels)
        {
            throw new ArgumentOutOfRangeException(
                nameof(x), $"({x}, {y}), channel {channel}", $"expected a sample of a {Width} x {Height} image of {Channels} channels");
        }

        return (((y * Width) + x) * Channels) + channel;
    }
}
