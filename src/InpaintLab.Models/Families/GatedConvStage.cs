using InpaintLab.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>How a two-stage variant builds its gated layers.</summary>
/// <param name="Activation">Of the feature half.</param>
/// <param name="BatchNorm">Whether every gated layer is normalised.</param>
/// <param name="StridedKernel">Side of the kernel of layers with stride 2.</param>
/// <param name="Padding">Where zeros stand in layers with stride 2.</param>
internal sealed record GatedStyle(
    GatedActivation Activation, bool BatchNorm, int StridedKernel, PaddingKind Padding = PaddingKind.Symmetric)
{
    /// <summary>A gated layer of this style.</summary>
    public GatedConv2d Layer(
        long from, long to, long kernel = 3, long dilation = 1, bool upsample = false, GatedActivation? activation = null) =>
        new(from, to, kernel, dilation: dilation, activation: activation ?? Activation, batchNorm: BatchNorm, upsample: upsample);

    /// <summary>A gated layer that halves the size.</summary>
    public GatedConv2d Down(long from, long to) =>
        new(from, to, StridedKernel, stride: 2, activation: Activation, batchNorm: BatchNorm, padding: Padding);

    /// <summary>A gated layer after enlarging to twice the size.</summary>
    public GatedConv2d Up(long from, long to) => Layer(from, to, upsample: true);

    /// <summary>Four gated layers of dilation 2, 4, 8, 16.</summary>
    public GatedConv2d[] Dilated(long channels) => [.. new[] { 2, 4, 8, 16 }.Select(d => Layer(channels, channels, dilation: d))];

    /// <summary>From a quarter of the size back to an image: 5 gated layers and a plain one.</summary>
    public Module<Tensor, Tensor>[] ToImage(long width) =>
    [
        Up(4 * width, 2 * width),
        Layer(2 * width, 2 * width),
        Up(2 * width, width),
        Layer(width, width / 2),
        Conv2d(width / 2, 3, 3, padding: 1),
    ];
}

/// <summary>The 17-layer hourglass of gated convolutions (arXiv:1806.03589, figure 3; layer table of the official code).</summary>
internal static class GatedConvStage
{
    /// <summary>Two halvings, and a third one inside contextual attention.</summary>
    public static int SizeMultiple(AttentionKind attention) => attention == AttentionKind.Contextual ? 8 : 4;

    /// <summary>N x <paramref name="input"/> x H x W to N x 3 x H x W, without an output activation.</summary>
    /// <param name="style">Of the gated layers.</param>
    /// <param name="input">Channels of the input.</param>
    /// <param name="width">Effective channels of the first layer.</param>
    /// <param name="attention">See <see cref="Attention.Create"/>; stands after the dilated layers.</param>
    public static GatedChain Hourglass(GatedStyle style, long input, long width, Module? attention = null)
    {
        var deep = 4 * width;
        return new GatedChain(
            [
                style.Layer(input, width, kernel: 5),
                style.Down(width, 2 * width),
                style.Layer(2 * width, 2 * width),
                style.Down(2 * width, deep),
                style.Layer(deep, deep),
                style.Layer(deep, deep),
                .. style.Dilated(deep),
                style.Layer(deep, deep),
                style.Layer(deep, deep),
                .. style.ToImage(width),
            ],
            attention,
            attentionAfter: 10);
    }
}
