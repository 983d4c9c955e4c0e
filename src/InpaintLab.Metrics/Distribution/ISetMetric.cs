using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Distribution;

/// <summary>Options of a metric of sets that has none.</summary>
public sealed record SetMetricOptions;

/// <summary>The two sets that are compared.</summary>
public enum ImageSet
{
    /// <summary>The true images.</summary>
    Truth,

    /// <summary>The composites.</summary>
    Result,
}

/// <summary>
/// One number from the features of two sets of images; registered with <see cref="MetricAttribute"/>. Features come from a
/// <see cref="FeatureExtractor"/>, so that metrics of one source share them. Not thread-safe.
/// </summary>
public interface ISetMetric : IDisposable
{
    /// <summary>Which features it wants.</summary>
    FeatureSource Features { get; }

    /// <summary>Whether the i-th result belongs to the i-th truth; else the sets may be of different images and sizes.</summary>
    bool Paired { get; }

    /// <summary>Adds features to a set.</summary>
    /// <param name="set">Which.</param>
    /// <param name="features">N x D, as the source gives them.</param>
    /// <exception cref="UserErrorException">Features that are not finite.</exception>
    /// <exception cref="ArgumentException">Another shape.</exception>
    void Update(ImageSet set, Tensor features);

    /// <summary>The metric of both sets as they are now.</summary>
    /// <exception cref="UserErrorException">Too few images.</exception>
    SetMetricValue Compute();

    /// <summary>Empties a set.</summary>
    void Reset(ImageSet set);
}

/// <summary>A metric of two sets, with what is needed to judge it.</summary>
/// <param name="Value">The number.</param>
/// <param name="StandardDeviation">Over subsets, where there are any.</param>
/// <param name="Truths">Images of the true set.</param>
/// <param name="Results">Images of the other.</param>
public sealed record SetMetricValue(double Value, double? StandardDeviation, long Truths, long Results)
{
    /// <summary>Settings that another tool may have otherwise, e.g. the size of subsets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>What to know before comparing it, e.g. that there are fewer images than dimensions.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
