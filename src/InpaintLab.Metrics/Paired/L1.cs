using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Paired;

/// <summary>100 times the mean absolute error over the whole image, in percent of the range [0,1].</summary>
[Metric("l1", HigherIsBetter = false, Unit = "%")]
public sealed class L1(PairedMetricOptions options) : DifferenceMetric(options)
{
    /// <inheritdoc/>
    protected override Tensor OfDifference(Tensor difference, Tensor mask) => MeanOverImage(difference.abs_()) * 100;
}

/// <summary>100 times the mean absolute error inside the hole, in percent of the range [0,1] (mmagic's "l1").</summary>
[Metric("l1_hole", HigherIsBetter = false, Unit = "%")]
public sealed class L1Hole(PairedMetricOptions options) : DifferenceMetric(options)
{
    /// <inheritdoc/>
    protected override Tensor OfDifference(Tensor difference, Tensor mask) => MeanOverHole(difference.abs_(), mask) * 100;
}
