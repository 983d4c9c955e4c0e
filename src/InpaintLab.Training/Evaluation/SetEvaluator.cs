using InpaintLab.Data.Datasets;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>
/// The metrics of sets of an experiment: composites against the true images of a split, whose features are taken from the cache. Holds
/// networks until disposed.
/// </summary>
public sealed class SetEvaluator : IDisposable
{
    private readonly Experiment _experiment;
    private readonly FeatureCache _cache;
    private readonly SetMeasurement _measurement;
    private (Split Split, int Images)? _truths;
    private MaskSet? _set;

    /// <summary>The spec's metrics of sets; networks are loaded when first needed.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cache">Where features of true images are kept; the user's by default.</param>
    public SetEvaluator(Experiment experiment, FeatureCache? cache = null)
    {
        (_experiment, _cache) = (experiment, cache ?? FeatureCache.Default());
        _measurement = new SetMeasurement(experiment.MetricChoice.OfSets, experiment.Store, experiment.Device);
    }

    /// <summary>Begins with the composites of a set; its true images are read when their features are not known.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Begin(MaskSet set, CancellationToken stop)
    {
        _set = set;
        _measurement.Reset(ImageSet.Result);
        if (_truths == (set.Split, set.Pairs.Count))
            return;
        _measurement.Reset(ImageSet.Truth);
        _truths = null;
        foreach (var source in _measurement.Sources)
        {
            using var scope = NewDisposeScope();
            _measurement.Update(ImageSet.Truth, source, TrueFeatures(source, set, stop));
        }

        _truths = (set.Split, set.Pairs.Count);
    }

    /// <summary>Adds composites, N x 3 x H x W in [0,1].</summary>
    public void Update(Tensor composites) => _measurement.Update(ImageSet.Result, composites);

    /// <summary>The metrics of the composites since <see cref="Begin"/>; images and masks are among their conditions.</summary>
    public IReadOnlyList<SetResult> Compute()
    {
        var set = _set ?? throw new InvalidOperationException("expected Begin before Compute");
        var images = new Dictionary<string, string>
        {
            ["images"] = _experiment.Dataset.ManifestHash,
            ["split"] = set.Split.Name(),
            ["resolution"] = $"{_experiment.Spec.Resolution}",
            ["masks"] = set.Bank.Hash,
        };
        return [.. _measurement.Compute().Select(r => r with { Value = r.Value with { Settings = r.Value.Settings.Concat(images).ToDictionary() } })];
    }

    /// <summary>Frees metrics and networks.</summary>
    public void Dispose() => _measurement.Dispose();

    private Tensor TrueFeatures(FeatureSource source, MaskSet set, CancellationToken stop)
    {
        var extractor = _measurement.Extractor(source);
        var spec = _experiment.Spec;
        var key = new FeatureKey(
            _experiment.Dataset.ManifestHash, set.Split.Name(), set.Pairs.Count, MaskSet.Seed, spec.Resolution, extractor.Provenance);
        return _cache.Get(key, () =>
        {
            using var scope = NewDisposeScope();
            var parts = new List<Tensor>();
            foreach (var batch in set.Pairs.Batches(spec.Evaluation.Batch))
            {
                stop.ThrowIfCancellationRequested();
                parts.Add(extractor.Extract(tensor(batch.Images, [batch.Count, 3, batch.Height, batch.Width])));
            }

            return scope.MoveToOuter(cat(parts));
        });
    }
}
