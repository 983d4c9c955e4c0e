using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// LaMa's medium evaluation masks: strokes, or in 0.3 of 1.3 cases small boxes, at most half of the image. From its random_medium_256
/// configuration; the one stroke more than its max_times is its generator's own doing.
/// </summary>
[Mask("lama-medium", Source = "arXiv:2109.07161")]
public sealed class LamaMedium(MaskPresetOptions options) : MaskPreset(options, new LamaLaw(new LamaLawOptions
{
    MinStrokes = 4,
    MaxStrokes = 6,
    Width = 50,
    Length = 100,
    MaxRatio = 0.5,
    Boxes = 0.3 / 1.3,
    MaxBoxes = 5,
    MinSide = 10,
    MaxSide = 50,
    Margin = 0,
}));
