using System.Security.Cryptography;
using InpaintLab.Data.Packing;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Datasets;

/// <summary>An image of a dataset: a file, or a file's picture in a pack.</summary>
/// <param name="Folder">Where the dataset's relative paths start; the pack's file.</param>
/// <param name="Id">The path below it, or an absolute path; the image's stable name.</param>
public readonly record struct ImageEntry(string Folder, string Id)
{
    /// <summary>The file; of an image in a pack what messages call it.</summary>
    public string Path => Packed is null ? System.IO.Path.Combine(Folder, Id) : $"{Folder}: {Id}";

    /// <summary>The length of the file (of the one that was packed), bytes; -1 when there is none.</summary>
    public long Length => Packed is not null ? Packed.Image.Source.Length
        : new FileInfo(Path) is { Exists: true } file ? file.Length
        : SourceFile.Missing;

    /// <summary>What tells whether its bytes changed, without reading them: path, length and time of the file, or of the pack.</summary>
    internal string State
    {
        get
        {
            var file = new FileInfo(Packed is null ? Path : Folder);
            return file.Exists ? $"{file.FullName}\t{file.Length}\t{file.LastWriteTimeUtc.Ticks}" : $"{file.FullName}\tmissing";
        }
    }

    /// <summary>Where it is in a pack; null for a file.</summary>
    internal InPack? Packed { get; init; }

    /// <summary>Reads and decodes it; from a pack as it was packed.</summary>
    /// <exception cref="ImageFileException">It is missing or broken.</exception>
    /// <exception cref="PackDamageException">The pack is damaged.</exception>
    public ImageBuffer Read() => Packed is null ? ImageFile.Read(Path) : Packed.Pack.Read(Packed.Image, Path);

    /// <summary>The bytes of its file; of an image in a pack those that are there, which may be samples.</summary>
    /// <exception cref="ImageFileException">It is missing.</exception>
    /// <exception cref="PackDamageException">The pack is damaged.</exception>
    internal byte[] ReadBytes() => Packed is null ? ImageFile.ReadBytes(Path) : Packed.Pack.ReadBytes(Packed.Image, Path);

    /// <summary>SHA-256 of the file's bytes (of the one that was packed), lower-case hexadecimal.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public string Sha256()
    {
        if (Packed is not null)
            return Convert.ToHexStringLower(Packed.Image.Source.Sha256.Span);
        using var stream = File.OpenRead(Path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
