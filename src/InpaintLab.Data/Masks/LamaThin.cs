using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// LaMa's thin evaluation masks: many narrow strokes, at most half of the image. From its random_thin_256 configuration; the one
/// stroke more than its max_times is its generator's own doing.
/// </summary>
[Mask("lama-thin", Source = "arXiv:2109.07161")]
public sealed class LamaThin(MaskPresetOptions options) : MaskPreset(options, new LamaLaw(new LamaLawOptions
{
    MinStrokes = 4,
    MaxStrokes = 51,
    Width = 10,
    Length = 40,
    MaxRatio = 0.5,
}));
