using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>A Fréchet distance of the features of two sets.</summary>
public abstract class FrechetMetric : SetMetric
{
    private readonly FeatureStatistics[] _sets;

    /// <summary>Of these features.</summary>
    protected FrechetMetric(SetMetricOptions options, FeatureSource features)
        : base(options, features) => _sets = [new FeatureStatistics(features.Layer), new FeatureStatistics(features.Layer)];

    /// <inheritdoc/>
    public override SetMetricValue Compute()
    {
        var (truth, result) = (_sets[(int)ImageSet.Truth], _sets[(int)ImageSet.Result]);
        var (least, dimensions) = (Math.Min(truth.Count, result.Count), truth.Dimensions);
        var note =
            $"{least} images for {dimensions} dimensions: the covariance is singular and the distance biased upwards; compare at "
                + "equal n only";
        return new SetMetricValue(FrechetDistance.Between(truth, result), null, truth.Count, result.Count)
        {
            Notes = least <= dimensions ? [note] : [],
        };
    }

    /// <inheritdoc/>
    public override void Reset(ImageSet set) => _sets[(int)set].Reset();

    /// <inheritdoc/>
    protected override void Add(ImageSet set, Tensor features) => _sets[(int)set].Update(features);

    /// <inheritdoc/>
    protected override long Count(ImageSet set) => _sets[(int)set].Count;

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var set in _sets)
            set.Dispose();
    }
}

/// <summary>
/// The Fréchet inception distance as pytorch-fid computes it (layer 2048). Deviation: results are measured as composites in float, not
/// rounded to the 8 bits of a file; on files, as <c>metrics</c> reads them, there is no difference.
/// </summary>
[Metric("fid", HigherIsBetter = false, Source = "arXiv:1706.08500")]
public sealed class Fid(SetMetricOptions options) : FrechetMetric(options, FeatureSource.Fid(2048));

/// <summary>The same from the first max pool, 64 dimensions.</summary>
[Metric("fid64", HigherIsBetter = false, Source = "arXiv:1706.08500")]
public sealed class Fid64(SetMetricOptions options) : FrechetMetric(options, FeatureSource.Fid(64));

/// <summary>The same from the second max pool, 192 dimensions.</summary>
[Metric("fid192", HigherIsBetter = false, Source = "arXiv:1706.08500")]
public sealed class Fid192(SetMetricOptions options) : FrechetMetric(options, FeatureSource.Fid(192));

/// <summary>The same from Mixed_6e, 768 dimensions.</summary>
[Metric("fid768", HigherIsBetter = false, Source = "arXiv:1706.08500")]
public sealed class Fid768(SetMetricOptions options) : FrechetMetric(options, FeatureSource.Fid(768));

/// <summary>
/// A Fréchet distance of the features of Mixed_6e with Keras' ImageNet weights. Not FID, whose weights are others, and not comparable
/// with it.
/// </summary>
[Metric("fd-inception768(keras)", HigherIsBetter = false)]
public sealed class FdInception768Keras(SetMetricOptions options)
    : FrechetMetric(options, new FeatureSource(FeatureSource.KerasWeights, 768));
