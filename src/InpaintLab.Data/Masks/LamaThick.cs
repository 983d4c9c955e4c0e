using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// LaMa's thick evaluation masks: wide strokes, or in 0.3 of 1.3 cases boxes, at most half of the image. From its random_thick_256
/// configuration; the one stroke more than its max_times is its generator's own doing.
/// </summary>
[Mask("lama-thick", Source = "arXiv:2109.07161")]
public sealed class LamaThick(MaskPresetOptions options) : MaskPreset(options, new LamaLaw(new LamaLawOptions
{
    MinStrokes = 1,
    MaxStrokes = 6,
    Width = 100,
    Length = 200,
    MaxRatio = 0.5,
    Boxes = 0.3 / 1.3,
    MaxBoxes = 3,
    MinSide = 30,
    MaxSide = 150,
    Margin = 10,
}));
