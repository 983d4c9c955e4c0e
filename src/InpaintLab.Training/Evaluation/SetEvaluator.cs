using InpaintLab.Data.Datasets;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>
/// The metrics of sets of an experiment: composites against the true images of a split. The features of true images and of a baseline's
/// composites are taken from the cache. Holds networks until disposed.
/// </summary>
public sealed class SetEvaluator : IDisposable
{
    private readonly Experiment _experiment;
    private readonly FeatureCache _cache;
    private readonly SetMeasurement _measurement;
    private (Split Split, int Images)? _truths;
    private readonly Dictionary<FeatureSource, List<Tensor>> _toKeep = [];
    private MaskSet? _set;
    private string? _baseline;
    private bool _known;

    /// <summary>The spec's metrics of sets; networks are loaded when first needed.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="cache">Where features of true images are kept; the user's by default.</param>
    public SetEvaluator(Experiment experiment, FeatureCache? cache = null)
    {
        (_experiment, _cache) = (experiment, cache ?? FeatureCache.Default());
        _measurement = new SetMeasurement(experiment.MetricChoice.OfSets, experiment.Store, experiment.Device);
    }

    /// <summary>Begins with the composites of a set; its true images are read when their features are not known.</summary>
    /// <param name="set">Images and masks.</param>
    /// <param name="stop">Ends it between batches.</param>
    /// <param name="baseline">The name of a method without options, whose composites are the same in every run; null for any other.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Begin(MaskSet set, CancellationToken stop, string? baseline = null)
    {
        (_set, _baseline) = (set, baseline);
        _measurement.Reset(ImageSet.Result);
        BeginTruths(set, stop);
        DropKept();
        _known = baseline is not null && TakeKnownResults(set);
    }

    /// <summary>Adds composites, N x 3 x H x W in [0,1].</summary>
    public void Update(Tensor composites)
    {
        if (!_known)
            _measurement.Update(ImageSet.Result, composites, _baseline is null ? null : Keep);
    }

    /// <summary>The metrics of the composites since <see cref="Begin"/>; images and masks are among their conditions.</summary>
    public IReadOnlyList<SetResult> Compute()
    {
        var set = _set ?? throw new InvalidOperationException("expected Begin before Compute");
        KeepResults(set);
        var images = new Dictionary<string, string>
        {
            ["images"] = _experiment.Dataset.ManifestHash,
            ["split"] = set.Split.Name(),
            ["resolution"] = $"{_experiment.Spec.Resolution}",
            ["masks"] = set.Bank.Hash,
        };
        return
        [
            .. _measurement.Compute()
                .Select(r => r with { Value = r.Value with { Settings = r.Value.Settings.Concat(images).ToDictionary() } }),
        ];
    }

    /// <summary>Frees metrics and networks.</summary>
    public void Dispose()
    {
        DropKept();
        _measurement.Dispose();
    }

    private void BeginTruths(MaskSet set, CancellationToken stop)
    {
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

    private FeatureKey KeyOf(FeatureSource source, MaskSet set) => new(
        ImagesOf(_experiment), set.Split.Name(), set.Pairs.Count, MaskSet.Seed, _experiment.Spec.Resolution,
        _measurement.Extractor(source).Provenance);

    // Names and lengths alone would take the features of other pictures for those of these.
    private static string ImagesOf(Experiment experiment) =>
        experiment.DatasetContentHash is { } content
            ? $"{experiment.Dataset.ManifestHash}, contents {content}"
            : experiment.Dataset.ManifestHash;

    private FeatureKey BaselineKeyOf(FeatureSource source, MaskSet set) =>
        KeyOf(source, set) with { Baseline = $"{_baseline}, masks {set.Bank.Hash}" };

    private bool TakeKnownResults(MaskSet set)
    {
        using var scope = NewDisposeScope();
        var known = _measurement.Sources.Select(source => (Source: source, Features: _cache.Find(BaselineKeyOf(source, set)))).ToArray();
        if (known.Any(k => k.Features is null))
            return false;
        foreach (var (source, features) in known)
            _measurement.Update(ImageSet.Result, source, features!);
        return true;
    }

    private void KeepResults(MaskSet set)
    {
        foreach (var (source, batches) in _toKeep)
        {
            using var scope = NewDisposeScope();
            _cache.Keep(BaselineKeyOf(source, set), cat(batches));
        }

        DropKept();
    }

    private void Keep(FeatureSource source, Tensor features)
    {
        if (!_toKeep.TryGetValue(source, out var batches))
            _toKeep[source] = batches = [];
        batches.Add(features.DetachFromDisposeScope());
    }

    private void DropKept()
    {
        foreach (var batch in _toKeep.Values.SelectMany(batches => batches))
            batch.Dispose();
        _toKeep.Clear();
    }

    private Tensor TrueFeatures(FeatureSource source, MaskSet set, CancellationToken stop)
    {
        var extractor = _measurement.Extractor(source);
        return _cache.Get(KeyOf(source, set), () =>
        {
            using var scope = NewDisposeScope();
            var parts = new List<Tensor>();
            foreach (var batch in set.Pairs.Batches(_experiment.Spec.Evaluation.Batch))
            {
                stop.ThrowIfCancellationRequested();
                parts.Add(extractor.Extract(tensor(batch.Images, [batch.Count, 3, batch.Height, batch.Width])));
            }

            return scope.MoveToOuter(cat(parts));
        });
    }
}
