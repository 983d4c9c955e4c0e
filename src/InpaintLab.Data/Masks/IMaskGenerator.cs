using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Masks;

/// <summary>A law from which masks are drawn. Safe to call from several threads at once, each with its own stream.</summary>
public interface IMaskGenerator
{
    /// <summary>The options that every kind of mask has.</summary>
    MaskOptions Options { get; }

    /// <summary>
    /// Draws a mask that depends only on the stream's numbers and the size: at least one hole pixel, at least one known pixel, and a
    /// hole ratio within the options' bounds.
    /// </summary>
    /// <param name="stream">The numbers to draw from.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <exception cref="UserErrorException">The bounds on the hole ratio cannot be met, or a mask file is missing or broken.</exception>
    Mask Draw(RandomStream stream, int height, int width);
}
