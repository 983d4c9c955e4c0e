using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Masks;

/// <summary>Options of a <see cref="MaskPreset"/>: those of every mask. Its law has none, so that its name says all.</summary>
public sealed record MaskPresetOptions : MaskOptions;

/// <summary>The base of a published law under its own name, with its published parameters.</summary>
/// <param name="options">Bounds and bank.</param>
/// <param name="law">The law with its parameters.</param>
public abstract class MaskPreset(MaskPresetOptions options, MaskGenerator law) : MaskGenerator(options)
{
    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var mask = law.Draw(stream, height, width);
        mask.Pixels.CopyTo(pixels);
        return mask.Origin;
    }
}
