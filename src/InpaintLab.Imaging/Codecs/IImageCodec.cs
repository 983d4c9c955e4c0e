namespace InpaintLab.Imaging.Codecs;

/// <summary>
/// One file format: the port under <see cref="ImageFile"/>, with one adapter a stack. Works on bytes in memory, so that paths, and messages
/// that name them, stay in one place. Implementations are safe to call from several threads and withstand any bytes.
/// </summary>
public interface IImageCodec
{
    /// <summary>The format's name in messages, e.g. "PNG".</summary>
    string Format { get; }

    /// <summary>File name extensions, lower case with the dot; the first is the usual one.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether a file that starts with these bytes (16 or fewer) is of this format.</summary>
    bool Recognises(ReadOnlySpan<byte> start);

    /// <summary>The size of the upright image (as <see cref="Decode"/> returns it), from the headers only.</summary>
    /// <param name="file">The file or its beginning.</param>
    /// <exception cref="InvalidDataException">
    /// Broken or unsupported, or <paramref name="file"/> ends before the size: what was expected and found.
    /// </exception>
    ImageSize ReadSize(ReadOnlySpan<byte> file);

    /// <summary>Decodes a whole file: upright (EXIF orientation applied), palettes expanded, 8 or 16 bits, grey kept grey.</summary>
    /// <exception cref="InvalidDataException">Broken, truncated or unsupported: what was expected and found.</exception>
    ImageBuffer Decode(ReadOnlySpan<byte> file);

    /// <summary>
    /// Encodes the image as a file of this format, piece by piece as far as the format allows; keeps what of its
    /// <see cref="ImageBuffer.Profile"/> the format can hold.
    /// </summary>
    /// <exception cref="InvalidDataException">The format cannot hold such an image.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    void Encode(ImageBuffer image, ImageWriteOptions options, Stream file);
}
