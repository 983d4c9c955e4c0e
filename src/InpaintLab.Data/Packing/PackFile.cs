using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;
using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;
using Microsoft.Win32.SafeHandles;

namespace InpaintLab.Data.Packing;

/// <summary>
/// Images in one memory-mapped file, written by <see cref="PackWriter"/>: reading one costs no call into the system, and decoded ones no
/// decoding. Safe to read from several threads at once. The file must not be changed while it is open; the mapping ends with this object.
/// </summary>
public sealed unsafe class PackFile
{
    private readonly SafeMemoryMappedViewHandle _view;

    private PackFile(string path, PackManifest manifest, SafeMemoryMappedViewHandle view)
    {
        (Path, Recipe, _view) = (path, manifest.Recipe, view);
        Splits = manifest.Splits.ToDictionary(
            s => s.Key, s => Array.ConvertAll(s.Value, image => new ImageEntry(path, image.Id) { Packed = new InPack(this, image) }));
    }

    /// <summary>The file.</summary>
    internal string Path { get; }

    /// <summary>How its images were made.</summary>
    internal PackRecipe Recipe { get; }

    /// <summary>The images of each split.</summary>
    internal IReadOnlyDictionary<Split, ImageEntry[]> Splits { get; }

    /// <summary>Whether a file begins as a pack does; false when there is none, or none that can be read.</summary>
    public static bool IsPack(string path)
    {
        try
        {
            if (!File.Exists(path))
                return false;
            using var file = OpenRead(path);
            Span<byte> start = stackalloc byte[PackFormat.HeaderBytes];
            return PackFormat.IsPack(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        }
        catch (UserErrorException)
        {
            return false;
        }
    }

    /// <summary>Opens a pack: checks its frame and its manifest, reads no image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="what">What asks for it, for the message.</param>
    /// <exception cref="UserErrorException">It is missing, no pack, of another version, cut or damaged.</exception>
    internal static PackFile Open(string path, string what)
    {
        if (Directory.Exists(path))
        {
            throw new UserErrorException(
                $"{what}: expected a file of packed images, found a folder: '{path}'. Pack it first: data pack {path} -o FILE");
        }

        if (!File.Exists(path))
        {
            throw new UserErrorException(
                $"{what}: expected a file of packed images, found nothing at '{path}'.{NearestName.HintForPath(path)}");
        }

        using var file = OpenRead(path);
        var (bytes, end) = PackFormat.Read(path, file);
        PackManifest manifest;
        try
        {
            manifest = PackManifest.Read(bytes, end);
        }
        catch (InvalidDataException e)
        {
            throw new PackDamageException($"{path}: its manifest cannot be read ({e.Message}); pack the images again");
        }

        using var map = MemoryMappedFile.CreateFromFile(
            file, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        return new PackFile(path, manifest, map.CreateViewAccessor(0, end, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle);
    }

    /// <summary>An image as it was packed; its bytes are checked when they are read for the first time.</summary>
    /// <param name="image">Which.</param>
    /// <param name="name">Names it in messages.</param>
    /// <exception cref="ImageFileException">Its file was missing or broken when it was packed.</exception>
    /// <exception cref="PackDamageException">Its bytes are not what was written.</exception>
    internal ImageBuffer Read(PackedImage image, string name) => Use(image, name, bytes => image.Samples is { } s
        ? ImageBuffer.FromSamples(bytes, s.Width, s.Height, s.Channels, s.BitDepth)
        : ImageFile.Decode(name, bytes));

    /// <summary>A copy of an image's bytes, which are checked as by <see cref="Read"/>.</summary>
    /// <param name="image">Which.</param>
    /// <param name="name">Names it in messages.</param>
    /// <exception cref="ImageFileException">Its file was missing when it was packed.</exception>
    /// <exception cref="PackDamageException">Its bytes are not what was written.</exception>
    internal byte[] ReadBytes(PackedImage image, string name) => Use(image, name, bytes => bytes.ToArray());

    private T Use<T>(PackedImage image, string name, Func<ReadOnlySpan<byte>, T> use)
    {
        if (image.Source.Length == SourceFile.Missing)
            throw new ImageFileException(name, "no such file when it was packed");
        byte* start = null;
        _view.AcquirePointer(ref start);
        try
        {
            var bytes = new ReadOnlySpan<byte>(start + image.Offset, image.Length);
            Check(image, bytes, name);
            return use(bytes);
        }
        finally
        {
            _view.ReleasePointer();
        }
    }

    private static void Check(PackedImage image, ReadOnlySpan<byte> bytes, string name)
    {
        if (image.IsChecked)
            return;
        Span<byte> hash = stackalloc byte[PackFormat.HashBytes];
        SHA256.HashData(bytes, hash);
        if (!hash.SequenceEqual(image.Sha256.Span))
            throw PackFormat.Damaged(name, "this image");
        image.IsChecked = true;
    }

    private static FileStream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"{path}: cannot read the file: {e.Message}", e);
        }
    }
}
