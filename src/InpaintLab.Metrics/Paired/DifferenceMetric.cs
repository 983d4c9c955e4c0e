using static TorchSharp.torch;

namespace InpaintLab.Metrics.Paired;

/// <summary>
/// The base of the paired metrics of nothing but truth - result, which is computed in place: most of their time goes into memory.
/// </summary>
public abstract class DifferenceMetric(PairedMetricOptions options) : PairedMetric(options)
{
    /// <inheritdoc/>
    protected sealed override Tensor PerImage(Tensor truth, Tensor result, Tensor mask) => OfDifference(truth - result, mask);

    /// <summary>The metric of a difference; the mask is as it came.</summary>
    /// <param name="difference">truth - result, N x C x H x W in float64; it may be changed.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    /// <returns>N values.</returns>
    protected abstract Tensor OfDifference(Tensor difference, Tensor mask);

    // The subtraction itself makes float64 of the result.
    private protected sealed override Tensor Values(Tensor truth, Tensor result, Tensor mask) =>
        OfDifference(truth.to(ScalarType.Float64, copy: true).sub_(result), mask);
}
