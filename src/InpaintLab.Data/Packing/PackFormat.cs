using System.Buffers.Binary;
using System.Security.Cryptography;
using InpaintLab.Core.Errors;

namespace InpaintLab.Data.Packing;

/// <summary>
/// The frame of a pack: a header of fixed length, the images' bytes one after the other, and at the end the manifest that says where each
/// stands. Integers are little-endian. The header is written last, so that a file that was not finished is none.
/// <code>
/// 0   8  "INPTPACK"
/// 8   4  version
/// 12  4  length of the header
/// 16  8  where the manifest begins
/// 24  8  its length; the file ends with it
/// 32 32  SHA-256 of the manifest
/// </code>
/// </summary>
internal static class PackFormat
{
    public const int Version = 1;
    public const int HeaderBytes = 64;
    public const int HashBytes = SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> Magic => "INPTPACK"u8;

    /// <summary>Whether a file begins as a pack does.</summary>
    public static bool IsPack(ReadOnlySpan<byte> start) => start.StartsWith(Magic);

    /// <summary>The header for a manifest.</summary>
    public static byte[] Header(long manifestStart, ReadOnlySpan<byte> manifest)
    {
        var header = new byte[HeaderBytes];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), HeaderBytes);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(16), manifestStart);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(24), manifest.Length);
        SHA256.HashData(manifest, header.AsSpan(32));
        return header;
    }

    /// <summary>Reads header and manifest.</summary>
    /// <param name="path">Names the file in messages.</param>
    /// <param name="file">The file, at its start.</param>
    /// <returns>The manifest's bytes, and where the images end.</returns>
    /// <exception cref="UserErrorException">It is another file, of another version, cut or damaged.</exception>
    public static (byte[] Manifest, long End) Read(string path, FileStream file)
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        var read = file.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false);
        if (!IsPack(header[..read]))
            throw new UserErrorException($"{path}: expected a file of packed images, as 'data pack' makes them; this one begins otherwise");
        if (read < HeaderBytes)
            throw Cut(path, HeaderBytes, read);
        var version = BinaryPrimitives.ReadInt32LittleEndian(header[8..]);
        if (version != Version)
        {
            throw new UserErrorException(
                $"{path}: expected packed images of version {Version}, found version {version}; pack the images again");
        }

        var (start, length) = (BinaryPrimitives.ReadInt64LittleEndian(header[16..]), BinaryPrimitives.ReadInt64LittleEndian(header[24..]));
        if (start < HeaderBytes || length < 0 || length > Array.MaxLength || start > long.MaxValue - length)
            throw Damaged(path, "its header");
        if (file.Length != start + length)
            throw Cut(path, start + length, file.Length);
        var manifest = new byte[length];
        file.Position = start;
        file.ReadExactly(manifest);
        return SHA256.HashData(manifest).AsSpan().SequenceEqual(header.Slice(32, HashBytes))
            ? (manifest, start)
            : throw Damaged(path, "its manifest");
    }

    /// <summary>The error of a file whose content is not what was written.</summary>
    public static PackDamageException Damaged(string path, string where) =>
        new($"{path}: {where} is not what was written (checksums differ): the file is damaged; pack the images again");

    private static UserErrorException Cut(string path, long expected, long found) =>
        new(
            $"{path}: expected {expected} bytes, found {found}: the file is {(found < expected ? "truncated" : "longer than it was")}; "
                + "pack the images again");
}
