using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>
/// The kernel inception distance on the features of FID, 100 subsets of 1,000 images, or of as many as the smaller set has.
/// See <see cref="KernelDistance"/>.
/// </summary>
[Metric("kid", HigherIsBetter = false, Source = "arXiv:1801.01401")]
public sealed class Kid(SetMetricOptions options) : FeatureRowsMetric(options, FeatureSource.Fid(2048))
{
    /// <inheritdoc/>
    protected override SetMetricValue Compute(Tensor truths, Tensor results)
    {
        var estimate = KernelDistance.Between(truths, results);
        return new SetMetricValue(estimate.Mean, estimate.StandardDeviation, truths.shape[0], results.shape[0])
        {
            Settings = new Dictionary<string, string> { ["subsets"] = $"{estimate.Subsets}", ["subset_size"] = $"{estimate.SubsetSize}" },
        };
    }
}
