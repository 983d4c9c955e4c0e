using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// DeepFill v2's training and test mask: one to three of its strokes and a box of up to 128 px of 256, together; the parameters of its
/// published configuration.
/// </summary>
[Mask("deepfill", Source = "arXiv:1806.03589")]
public sealed class DeepFill(MaskPresetOptions options) : MaskPreset(options, new FreeFormAndBox(new FreeFormAndBoxOptions
{
    FreeForm = new FreeFormOptions
    {
        MinStrokes = 1,
        MaxStrokes = 3,
        MinVertices = 4,
        MaxVertices = 11,
        MeanAngle = 2 * Math.PI / 5,
        AngleRange = 2 * Math.PI / 15,
        MeanLength = 0.125,
        MinWidth = 12,
        MaxWidth = 40,
    },
    Box = new RandomBoxOptions { Law = RandomBoxLaw.DeepFill, Height = 128, Width = 128, MaxDelta = 32 },
}));
