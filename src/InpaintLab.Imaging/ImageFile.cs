using InpaintLab.Core.Errors;
using InpaintLab.Imaging.Codecs;

namespace InpaintLab.Imaging;

/// <summary>
/// Reads and writes image files. The content decides how a file is read, whatever its extension says; the extension decides how one is
/// written. Safe to call from several threads.
/// </summary>
public static class ImageFile
{
    private const int HeaderBytes = 64 * 1024;
    private const int MagicBytes = 16;
    private const int WriteBufferBytes = 256 * 1024;

    /// <summary>The extensions of readable files, lower case with the dot.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. ImageCodecs.All.SelectMany(c => c.Extensions)];

    /// <summary>Whether the name ends like that of a readable image, upper or lower case; the file need not exist.</summary>
    public static bool HasImageExtension(string path) =>
        Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a whole file: upright (EXIF orientation applied), 8 or 16 bits, grey kept grey, palettes expanded.</summary>
    /// <exception cref="ImageFileException">Missing, empty, broken, truncated, too large or of an unsupported type.</exception>
    /// <exception cref="UserErrorException">The native library of the format is not installed.</exception>
    public static ImageBuffer Read(string path) => Decode(path, ReadBytes(path));

    /// <summary><see cref="Read"/> for a file's bytes in memory.</summary>
    /// <param name="path">Names them in messages.</param>
    /// <param name="bytes">The whole file.</param>
    /// <exception cref="ImageFileException">As for <see cref="Read"/>.</exception>
    /// <exception cref="UserErrorException">The native library of the format is not installed.</exception>
    public static ImageBuffer Decode(string path, ReadOnlySpan<byte> bytes)
    {
        var codec = CodecOf(path, bytes);
        try
        {
            return codec.Decode(bytes);
        }
        catch (InvalidDataException e)
        {
            throw Broken(path, Readable(codec), e);
        }
    }

    /// <summary>The bytes of a whole file, whatever they are.</summary>
    /// <exception cref="ImageFileException">It is missing, a folder, too large or cannot be read.</exception>
    public static byte[] ReadBytes(string path) => ReadBytes(path, int.MaxValue);

    /// <summary>The size that <see cref="Read"/> would return, from the file's beginning only.</summary>
    /// <exception cref="ImageFileException">As for <see cref="Read"/>, as far as the headers tell.</exception>
    public static ImageSize ReadSize(string path)
    {
        var bytes = ReadBytes(path, HeaderBytes);
        var codec = CodecOf(path, bytes);
        try
        {
            return codec.ReadSize(bytes);
        }
        catch (InvalidDataException) when (bytes.Length == HeaderBytes)
        {
            // Metadata longer than usual stands before the size.
            var whole = ReadBytes(path, int.MaxValue);
            try
            {
                return codec.ReadSize(whole);
            }
            catch (InvalidDataException e)
            {
                throw Broken(path, Readable(codec), e);
            }
        }
        catch (InvalidDataException e)
        {
            throw Broken(path, Readable(codec), e);
        }
    }

    /// <summary>
    /// Writes the image under a temporary name, then renames it, so that no reader sees half a file. The folder must exist.
    /// </summary>
    /// <param name="path">
    /// The extension chooses the format: .png (8 and 16 bits, all channels), .jpg or .jpeg (8 bits; 16 are rounded).
    /// </param>
    /// <param name="image">The image.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ImageFileException">An unknown extension, a JPEG with alpha, or a file that cannot be written.</exception>
    public static void Write(string path, ImageBuffer image, ImageWriteOptions? options = null)
    {
        var codec = WriterOf(path);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, WriteBufferBytes))
                codec.Encode(image, options ?? new ImageWriteOptions(), file);
            File.Move(temporary, path, overwrite: true);
        }
        catch (InvalidDataException e)
        {
            File.Delete(temporary);
            throw Broken(path, $"an image that {codec.Format} can hold", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
            throw new ImageFileException(path, $"cannot write the image: {e.Message}", e);
        }
    }

    /// <summary>The bytes that <see cref="Write"/> would write, in memory.</summary>
    /// <param name="extension">.png, .jpg or .jpeg.</param>
    /// <param name="image">The image.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <exception cref="ImageFileException">An unknown extension, or a JPEG with alpha.</exception>
    public static byte[] Encode(string extension, ImageBuffer image, ImageWriteOptions? options = null)
    {
        var codec = WriterOf(extension);
        using var file = new MemoryStream();
        try
        {
            codec.Encode(image, options ?? new ImageWriteOptions(), file);
        }
        catch (InvalidDataException e)
        {
            throw Broken(extension, $"an image that {codec.Format} can hold", e);
        }

        return file.ToArray();
    }

    private static IImageCodec WriterOf(string path)
    {
        var extension = Path.GetExtension(path);
        return ImageCodecs.All.FirstOrDefault(c => c.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            ?? throw new ImageFileException(
                path, $"cannot write an image with extension '{extension}'; expected one of {string.Join(", ", Extensions)}");
    }

    private static string Readable(IImageCodec codec) => $"a readable {codec.Format} image";

    private static ImageFileException Broken(string path, string expected, InvalidDataException e) =>
        new(path, $"expected {expected}, but {e.Message}", e);

    private static IImageCodec CodecOf(string path, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
            throw new ImageFileException(path, "expected an image, found an empty file");
        var start = bytes[..Math.Min(bytes.Length, MagicBytes)];
        foreach (var codec in ImageCodecs.All)
        {
            if (codec.Recognises(start))
                return codec;
        }

        var formats = string.Join(" or ", ImageCodecs.All.Select(c => c.Format));
        var found = Convert.ToHexString(start[..Math.Min(8, start.Length)]);
        throw new ImageFileException(path, $"expected a {formats} image, found a file that starts with bytes {found}");
    }

    private static byte[] ReadBytes(string path, int limit)
    {
        try
        {
            if (Directory.Exists(path))
                throw new ImageFileException(path, "expected an image file, found a folder");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (stream.Length > Array.MaxLength)
                throw new ImageFileException(path, $"expected an image file below 2 GiB, found {stream.Length} bytes");
            var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(limit, stream.Length));
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (FileNotFoundException e)
        {
            throw new ImageFileException(path, "no such file", e);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new ImageFileException(path, "no such file: its folder does not exist", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageFileException(path, $"cannot read the file: {e.Message}", e);
        }
    }
}
