using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Paired;

/// <summary>Options of a metric that has none.</summary>
public sealed record PairedMetricOptions;

/// <summary>
/// A number per image from the truth and the result of inpainting it; registered with <see cref="MetricAttribute"/>. Results are
/// composites: outside the hole they equal the truth.
/// </summary>
public interface IPairedMetric
{
    /// <summary>One value per image, in the order of the batch.</summary>
    /// <param name="truth">N x C x H x W in [0,1].</param>
    /// <param name="result">The composite, the same shape and range.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    /// <returns>
    /// N values, float64, on the device of the images, in the caller's dispose scope; NaN where the metric is not defined (in the hole of
    /// an image without hole), infinity where the images are equal and the metric is a PSNR.
    /// </returns>
    /// <exception cref="UserErrorException">Images too small for the metric.</exception>
    /// <exception cref="ArgumentException">Shapes that do not fit together.</exception>
    Tensor Compute(Tensor truth, Tensor result, Tensor mask);
}
