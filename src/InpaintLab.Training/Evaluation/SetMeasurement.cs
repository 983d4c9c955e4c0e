using InpaintLab.Core.Weights;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>A metric of two sets with where its features came from.</summary>
/// <param name="Metric">Its name.</param>
/// <param name="Value">The value.</param>
/// <param name="Features">Network, weights, layer and resize.</param>
public sealed record SetResult(string Metric, SetMetricValue Value, FeatureProvenance Features)
{
    /// <summary>All on which the number depends beside the images: numbers compare only where it is the same.</summary>
    public SortedDictionary<string, string> Conditions() => new(Value.Settings.ToDictionary(), StringComparer.Ordinal)
    {
        ["network"] = Features.Network,
        ["weights"] = Features.Weights,
        ["weights_sha256"] = Features.Sha256,
        ["layer"] = $"{Features.Layer}",
        ["input"] = Features.Input,
        ["truths"] = $"{Value.Truths}",
        ["results"] = $"{Value.Results}",
    };
}

/// <summary>Metrics of sets over the same images: each network sees an image once, however many metrics share its features.</summary>
public sealed class SetMeasurement : IDisposable
{
    private readonly WeightsStore _store;
    private readonly Device _device;
    private readonly List<(string Name, ISetMetric Metric)> _metrics;
    private readonly Dictionary<FeatureSource, FeatureExtractor> _extractors = [];

    /// <summary>Metrics without an image.</summary>
    /// <param name="metrics">Metrics of sets.</param>
    /// <param name="store">Where their weights are; read when first needed.</param>
    /// <param name="device">Where the networks are to live.</param>
    public SetMeasurement(IEnumerable<NamedMetric> metrics, WeightsStore store, Device device)
    {
        (_store, _device) = (store, device);
        _metrics = [.. metrics.Select(m => (m.Name, m.CreateSetMetric()))];
    }

    /// <summary>The features that the metrics want, each once.</summary>
    public IReadOnlyList<FeatureSource> Sources => [.. _metrics.Select(m => m.Metric.Features).Distinct()];

    /// <summary>The network of a source; stays this object's.</summary>
    /// <exception cref="Core.Errors.UserErrorException">Its weights are absent, damaged, or not the network's.</exception>
    public FeatureExtractor Extractor(FeatureSource source) => _extractors.TryGetValue(source, out var loaded)
        ? loaded
        : _extractors[source] = FeatureExtractor.Load(source, _store, _device);

    /// <summary>Adds images to a set.</summary>
    /// <param name="set">Which.</param>
    /// <param name="images">N x 3 x H x W in [0,1].</param>
    /// <param name="seen">Is given each source's features of them, N x D, which end with the call unless it detaches them.</param>
    public void Update(ImageSet set, Tensor images, Action<FeatureSource, Tensor>? seen = null)
    {
        foreach (var source in Sources)
        {
            using var scope = NewDisposeScope();
            var features = Extractor(source).Extract(images);
            Update(set, source, features);
            seen?.Invoke(source, features);
        }
    }

    /// <summary>Adds features, N x D, of images to a set.</summary>
    public void Update(ImageSet set, FeatureSource source, Tensor features)
    {
        foreach (var (_, metric) in _metrics.Where(m => m.Metric.Features == source))
            metric.Update(set, features);
    }

    /// <summary>Empties a set.</summary>
    public void Reset(ImageSet set)
    {
        foreach (var (_, metric) in _metrics)
            metric.Reset(set);
    }

    /// <summary>Each metric of the two sets as they are now.</summary>
    /// <exception cref="Core.Errors.UserErrorException">Too few images.</exception>
    public IReadOnlyList<SetResult> Compute() =>
        [.. _metrics.Select(m => new SetResult(m.Name, m.Metric.Compute(), Extractor(m.Metric.Features).Provenance))];

    /// <summary>Frees metrics and networks.</summary>
    public void Dispose()
    {
        foreach (var (_, metric) in _metrics)
            metric.Dispose();
        foreach (var extractor in _extractors.Values)
            extractor.Dispose();
    }
}
