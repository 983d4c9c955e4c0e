using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// The centre box of half the side, a quarter of the area: the fixed mask of Context Encoder and of what compares with it.
/// </summary>
[Mask("box-centre", Source = "arXiv:1604.07379")]
public sealed class BoxCentre(MaskPresetOptions options) : MaskPreset(options, new Box(new BoxOptions { Height = 0.5, Width = 0.5 }));
