using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Imaging.Drawing;

/// <summary>Measures of an <see cref="ImageGrid"/>.</summary>
public sealed record ImageGridOptions
{
    /// <summary>Between cells and around the grid, in pixels.</summary>
    [Range(0, 256)]
    public int Gap { get; init; } = 6;

    /// <summary>Images whose shorter side is below this (in pixels) are enlarged by the smallest whole factor that reaches it.</summary>
    [Range(1, 4096)]
    public int MinimumCell { get; init; } = 128;

    /// <summary>Drawn below the grid: what the colours of maps in it mean; null: nothing.</summary>
    public ColourScale? Scale { get; init; }
}
