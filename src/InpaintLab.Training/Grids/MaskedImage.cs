using InpaintLab.Imaging;

namespace InpaintLab.Training.Grids;

/// <summary>A square image with a hole, for every model that is shown beside the others.</summary>
/// <param name="ImageId">The image's name in its dataset or folder.</param>
/// <param name="MaskSet">The set or file of the mask, e.g. "box".</param>
/// <param name="MaskId">The mask's name in its set, as the log of a run has it.</param>
/// <param name="Image">RGB, 8 bits.</param>
/// <param name="Mask">Height x Width, 1 = hole.</param>
public sealed record MaskedImage(string ImageId, string MaskSet, string MaskId, ImageBuffer Image, byte[] Mask)
{
    /// <summary>The share of hole pixels, 0 to 1.</summary>
    public double HoleRatio => (Mask.Length - Mask.AsSpan().Count((byte)0)) / (double)Mask.Length;
}
