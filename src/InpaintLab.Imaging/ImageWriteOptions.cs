using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Imaging;

/// <summary>Choices that only some formats know; the others ignore them.</summary>
public sealed record ImageWriteOptions
{
    /// <summary>JPEG quality, 1 (worst) to 100.</summary>
    [Range(1, 100)]
    public int JpegQuality { get; init; } = 95;

    /// <summary>PNG deflate level: 0 stores, 9 is smallest and slowest.</summary>
    [Range(0, 9)]
    public int PngCompression { get; init; } = 6;
}
