using InpaintLab.Imaging;

namespace InpaintLab.Data.Packing;

/// <summary>Where an image stands in a pack.</summary>
/// <param name="id">Its name in the dataset it comes from.</param>
/// <param name="source">The file it comes from.</param>
/// <param name="samples">The layout of its samples, or null when the pack has the file's own bytes.</param>
/// <param name="offset">Where its bytes begin.</param>
/// <param name="length">How many there are.</param>
/// <param name="sha256">Their SHA-256.</param>
internal sealed class PackedImage(string id, SourceFile source, SampleLayout? samples, long offset, int length, ReadOnlyMemory<byte> sha256)
{
    /// <summary>Its name in the dataset it comes from.</summary>
    public string Id { get; } = id;

    /// <summary>The file it comes from.</summary>
    public SourceFile Source { get; } = source;

    /// <summary>
    /// The layout of its samples, or null when the pack has the file's own bytes: a JPEG or PNG, or what it was that could not be decoded.
    /// </summary>
    public SampleLayout? Samples { get; } = samples;

    /// <summary>Where its bytes begin.</summary>
    public long Offset { get; } = offset;

    /// <summary>How many there are.</summary>
    public int Length { get; } = length;

    /// <summary>Their SHA-256.</summary>
    public ReadOnlyMemory<byte> Sha256 { get; } = sha256;

    /// <summary>Whether the bytes have been compared with <see cref="Sha256"/> since the pack was opened.</summary>
    public bool IsChecked { get; set; }
}

/// <summary>An image of an open pack.</summary>
/// <param name="Pack">The pack.</param>
/// <param name="Image">Where the image stands in it.</param>
internal sealed record InPack(PackFile Pack, PackedImage Image);

/// <summary>The file that an image was packed from.</summary>
/// <param name="Length">Bytes; -1 when there was none.</param>
/// <param name="Sha256">Of its bytes.</param>
internal readonly record struct SourceFile(long Length, ReadOnlyMemory<byte> Sha256)
{
    /// <summary>The length of a file that is not there.</summary>
    public const long Missing = -1;
}

/// <summary>How the samples of a decoded image stand, as in <see cref="ImageBuffer"/>.</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="Channels">1 grey, 3 RGB.</param>
/// <param name="BitDepth">8, or 16 where the file has them.</param>
internal sealed record SampleLayout(int Width, int Height, int Channels, int BitDepth)
{
    /// <summary>Bytes of all samples.</summary>
    public long Bytes => (long)Width * Height * Channels * BitDepth / 8;
}
