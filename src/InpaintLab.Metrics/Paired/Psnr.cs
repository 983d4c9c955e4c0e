using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Paired;

/// <summary>Peak signal-to-noise ratio over the whole image and all channels: -10 log10(mean squared error), peak 1.</summary>
[Metric("psnr", HigherIsBetter = true, Unit = "dB")]
public sealed class Psnr(PairedMetricOptions options) : DifferenceMetric(options)
{
    /// <summary>Decibels of mean squared errors of images in [0,1]; infinity for 0.</summary>
    internal static Tensor Decibels(Tensor meanSquaredError) => meanSquaredError.log() * (-10 / Math.Log(10));

    /// <inheritdoc/>
    protected override Tensor OfDifference(Tensor difference, Tensor mask) => Decibels(MeanOverImage(difference.mul_(difference)));
}

/// <summary>Peak signal-to-noise ratio over the hole's pixels and all channels.</summary>
[Metric("psnr_hole", HigherIsBetter = true, Unit = "dB")]
public sealed class PsnrHole(PairedMetricOptions options) : DifferenceMetric(options)
{
    /// <inheritdoc/>
    protected override Tensor OfDifference(Tensor difference, Tensor mask) =>
        Psnr.Decibels(MeanOverHole(difference.mul_(difference), mask));
}
