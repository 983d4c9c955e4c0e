using InpaintLab.Core.Registry;
using InpaintLab.Metrics.Networks;
using InpaintLab.Metrics.Paired;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Perceptual;

/// <summary>
/// LPIPS v0.1: torchvision's network, images in [-1,1] (that is converted here: [0,1] in its place is a common mistake), shifted and
/// scaled by channel, heads that were fitted to people's judgements.
/// </summary>
public abstract class LpipsMetric(PairedMetricOptions options, string backbone, string heads) : PerceptualMetric(options, backbone, heads)
{
    /// <inheritdoc/>
    protected override Tensor Scale(Tensor images) =>
        ((images * 2) - 1 - Channels(images, -.030, -.088, -.188)) / Channels(images, .458, .448, .450);
}

/// <summary>LPIPS with AlexNet, the one that papers report.</summary>
[Metric("lpips", HigherIsBetter = false, Source = "arXiv:1801.03924")]
public sealed class LpipsAlex(PairedMetricOptions options) : LpipsMetric(options, "alexnet", "lpips-alex")
{
    internal override FeaturePyramid CreateNetwork() => FeaturePyramid.AlexNet();
}

/// <summary>LPIPS with VGG-16.</summary>
[Metric("lpips-vgg", HigherIsBetter = false, Source = "arXiv:1801.03924")]
public sealed class LpipsVgg(PairedMetricOptions options) : LpipsMetric(options, "vgg16", "lpips-vgg")
{
    internal override FeaturePyramid CreateNetwork() => FeaturePyramid.Vgg16();
}

/// <summary>LPIPS with SqueezeNet 1.1.</summary>
[Metric("lpips-squeeze", HigherIsBetter = false, Source = "arXiv:1801.03924")]
public sealed class LpipsSqueeze(PairedMetricOptions options) : LpipsMetric(options, "squeezenet1_1", "lpips-squeeze")
{
    internal override FeaturePyramid CreateNetwork() => FeaturePyramid.SqueezeNet(ceiling: true);
}

/// <summary>
/// A perceptual distance with Keras' ImageNet weights of SqueezeNet 1.1 and all channels alike. Not LPIPS, whose heads belong to other
/// weights, and not comparable with it.
/// </summary>
[Metric("pd-squeezenet(keras)", HigherIsBetter = false)]
public sealed class PerceptualSqueezeNetKeras(PairedMetricOptions options) : PerceptualMetric(options, "squeezenet-keras", null)
{
    /// <summary>BGR in 0 to 255 less the mean colour, as the network was trained.</summary>
    protected override Tensor Scale(Tensor images) => (images.flip(1) * 255) - Channels(images, 103.939, 116.779, 123.68);

    internal override FeaturePyramid CreateNetwork() => FeaturePyramid.SqueezeNet(ceiling: false);
}
