using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// The source report's random rectangle: height and width uniform from 64 to 160 px of 256, each on its own, and a uniform place. The
/// report gives no numbers; these are our reading.
/// </summary>
[Mask("random-rectangle")]
public sealed class RandomRectangle(MaskPresetOptions options)
    : MaskPreset(options, new RandomBox(new RandomBoxOptions { Law = RandomBoxLaw.Uniform, MinSide = 64, MaxSide = 160 }));
