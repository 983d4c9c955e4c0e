using InpaintLab.Classical.Diffusion;
using InpaintLab.Imaging;

namespace InpaintLab.Classical;

/// <summary>What is done to a fill before it stands in its image.</summary>
public enum Blending
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its colours are shifted smoothly to meet the known ones around (<see cref="PoissonBlend"/>).</summary>
    Poisson,
}

/// <summary>Blends what any method or network made.</summary>
public static class BlendingExtensions
{
    /// <summary>The original with the fill in its holes, blended; without a hole or without blending the fill itself.</summary>
    /// <param name="blending">How.</param>
    /// <param name="original">Its known pixels count.</param>
    /// <param name="filled">Of the same size, channels and bit depth; its hole pixels count.</param>
    /// <param name="mask">Height x Width, 1 = hole; something is known.</param>
    /// <param name="work">Threads and cancellation; progress is not told.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ImageBuffer Apply(
        this Blending blending, ImageBuffer original, ImageBuffer filled, ReadOnlySpan<byte> mask, ClassicalWork work) =>
        blending == Blending.Poisson && mask.Contains((byte)1)
            ? PoissonBlend.Apply(original, filled, mask, work with { Progress = null })
            : filled;
}
