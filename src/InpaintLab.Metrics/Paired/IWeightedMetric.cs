using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;

namespace InpaintLab.Metrics.Paired;

/// <summary>A paired metric that needs weights from the store; without them it is not computed.</summary>
public interface IWeightedMetric : IPairedMetric
{
    /// <summary>The weights' names in the store.</summary>
    IReadOnlyList<string> Weights { get; }

    /// <summary>Fewest pixels of an image's height and width.</summary>
    int MinimumSize { get; }

    /// <summary>Reads the weights; to be called once, before the first value. They live as long as the metric.</summary>
    /// <exception cref="UserErrorException">They are absent, damaged, or not those of the network.</exception>
    void Load(WeightsStore store);
}
