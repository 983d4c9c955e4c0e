using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>Options of <see cref="FreeFormAndBox"/>; the parts may carry ratio bounds of their own, but no bank.</summary>
public sealed record FreeFormAndBoxOptions : MaskOptions
{
    /// <summary>The strokes.</summary>
    public FreeFormOptions FreeForm { get; init; } = new();

    /// <summary>The box.</summary>
    public RandomBoxOptions Box { get; init; } = new();

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
            yield return result;
        const string message = "bank belongs to the whole mask, not to its free_form or box part";
        if (FreeForm.Bank > 0)
            yield return OptionsCheck.Error(message, nameof(FreeForm));
        if (Box.Bank > 0)
            yield return OptionsCheck.Error(message, nameof(Box));
    }
}

/// <summary>DeepFill v2's training mask: the strokes of <see cref="FreeForm"/> and the box of <see cref="RandomBox"/> together.</summary>
[Mask("free-form+box", Source = "arXiv:1806.03589")]
public sealed class FreeFormAndBox(FreeFormAndBoxOptions options) : MaskGenerator(options)
{
    private readonly FreeForm _freeForm = new(options.FreeForm);
    private readonly RandomBox _box = new(options.Box);

    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var box = _box.Draw(stream, height, width).Pixels;
        var strokes = _freeForm.Draw(stream, height, width).Pixels;
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(box[i] | strokes[i]);
        return "";
    }
}
