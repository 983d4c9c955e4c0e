using System.Text.Json;
using InpaintLab.Classical;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Models.Baselines;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Inference;
using InpaintLab.Training.Loop;

namespace InpaintLab.Training.Evaluation;

/// <summary>
/// Evaluates a checkpoint of a run again, or its classical method, which needs none: on the run's own mask sets, or on others by overrides
/// of the spec's <c>evaluation</c>. Create, use and dispose it on one thread.
/// </summary>
public sealed class CheckpointEvaluation
{
    private const string Section = "evaluation.";

    private readonly RunFolder _run;
    private readonly IReadOnlyList<string> _overrides;
    private readonly Experiment _experiment;
    private readonly Split _split;
    private readonly Blending _blending;
    private readonly CheckpointChoice _checkpoint;
    private readonly IReadOnlyList<MaskSet> _sets;

    /// <summary>Opens a run; nothing is computed yet.</summary>
    /// <param name="run">The run.</param>
    /// <param name="checkpoint">Which of its checkpoints.</param>
    /// <param name="overrides">Changes of the spec below <c>evaluation</c>, e.g. "evaluation.images=50".</param>
    /// <param name="device">Where to compute: auto, cpu, cuda or cuda:N; not the spec's, for a run may be evaluated elsewhere.</param>
    /// <param name="notify">Receives what a user should know, e.g. a broken image.</param>
    /// <param name="blending">What is done to composites before they are measured.</param>
    /// <exception cref="UserErrorException">
    /// An override of something else, a spec that is not valid, or data that are not there.
    /// </exception>
    public CheckpointEvaluation(
        RunFolder run, CheckpointChoice checkpoint, IReadOnlyList<string> overrides,
        string device, Action<string> notify, Blending blending = Blending.None)
    {
        if (overrides.FirstOrDefault(o => !o.StartsWith(Section, StringComparison.Ordinal)) is { } other)
        {
            throw new UserErrorException(
                $"-s {other}: expected a key of evaluation, such as evaluation.images=50; the rest is what the run was trained with");
        }

        (_run, _checkpoint, _overrides, _blending) = (run, checkpoint, overrides, blending);
        _experiment = Open([.. overrides, $"device={device}"]);
        _split = overrides.Any(o => o.StartsWith($"{Section}split=", StringComparison.Ordinal))
            ? Enum.Parse<Split>(_experiment.Spec.Evaluation.Split, ignoreCase: true)
            : TrainingSession.FinalSplit(_experiment);
        _sets = MaskSet.Of(_experiment, _split, e => notify($"skipped: {e.Message}"));
    }

    /// <summary>What is evaluated, in words; known after <see cref="Compute"/>.</summary>
    public string Evaluated => _experiment.IsTrained
        ? $"{_checkpoint.ToString().ToLowerInvariant()} checkpoint, step {Step},"
        : $"{Method}, not trained,";

    /// <summary>The classical method that is evaluated; null for a network.</summary>
    public string? Method => _experiment.IsTrained ? null : _experiment.Spec.Model.Name;

    /// <summary>Updates that the evaluated weights have seen; known after <see cref="Compute"/>.</summary>
    public long Step { get; private set; }

    /// <summary>The network's results on each mask set; empty before <see cref="Compute"/>.</summary>
    public IReadOnlyList<EvaluationResult> Network { get; private set; } = [];

    /// <summary>Those of the mean of the known pixels.</summary>
    public IReadOnlyList<EvaluationResult> KnownMean { get; private set; } = [];

    /// <summary>Metrics that were asked for and lack something.</summary>
    public IReadOnlyList<MissingMetric> Missing => _experiment.MetricChoice.Missing;

    /// <summary>The components that the run's spec can name, those of its scripts too.</summary>
    public ComponentRegistry? Registry => _experiment.Resolved.Registry;

    /// <summary>Evaluates the network (its averaged weights where it has them) and the mean of the known pixels.</summary>
    /// <exception cref="UserErrorException">The checkpoint is missing or damaged.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Compute(CancellationToken stop)
    {
        using var generator = _experiment.CreateGenerator();
        if (_experiment.IsTrained)
            Step = Checkpoint.LoadGenerator(CheckpointFiles.PathOf(_run, _checkpoint), generator);
        else if (_checkpoint != CheckpointChoice.Last)
        {
            throw new UserErrorException(
                $"--checkpoint: {_run.FolderName} is of the method '{Method}', which is not trained and has no checkpoints");
        }

        using var mean = new KnownPixelMean();
        var evaluator = new Evaluator(_experiment, _blending);
        using var ofSets = _experiment.MetricChoice.OfSets.Count > 0 ? new SetEvaluator(_experiment) : null;
        Network = [.. _sets.Select(set => evaluator.Evaluate(generator, set, stop, ofSets))];
        KnownMean = [.. _sets.Select(set => evaluator.Evaluate(mean, set, stop, ofSets))];
    }

    /// <summary>
    /// Checks that the results may stand in the run's log: where it has some under the name of a mask set, they must be of the same masks.
    /// </summary>
    /// <exception cref="UserErrorException">They are of others, or blended, which no series of a run's log says.</exception>
    public void CheckLog()
    {
        if (_blending != Blending.None)
            throw new UserErrorException("--log: a run's log has results as its network or method makes them; expected no --blend");
        var log = RunLog.Read(_run.LogPath);
        var known = log.ImageRows().Select(row => row.MaskSet).ToHashSet(StringComparer.Ordinal);
        var own = new Lazy<IReadOnlyList<MaskSet>>(() => MaskSet.Of(Open([]), _split, onEvent: null));
        foreach (var set in _sets.Where(set => known.Contains(set.Name)))
        {
            // The evaluations while a run trains are on the sets of its spec, and have no provenance of their own.
            var hash = log.Provenance.TryGetValue(set.Name, out var json)
                ? JsonDocument.Parse(json).RootElement.GetProperty("hash").GetString()
                : own.Value.FirstOrDefault(o => o.Name == set.Name)?.Bank.Hash;
            if (hash != set.Bank.Hash)
            {
                throw new UserErrorException(
                    $"--log: {_run.FolderName} already has results of other masks under the name {set.Name}, and means over both would "
                        + "mean nothing. "
                    + "Give this set another name, e.g. -s 'evaluation.masks=[{name: wide, kind: random-box}]', or leave --log out");
            }
        }
    }

    /// <summary>Appends the results to the run as a further evaluation, with where they come from.</summary>
    /// <exception cref="UserErrorException">The run is being written, or has results of other masks under the same name.</exception>
    public void Log()
    {
        CheckLog();
        using var run = RunWriter.Open(_run);
        foreach (var set in _sets)
            run.SetProvenance(set.Name, RunFacts.Provenance(_experiment, set));
        foreach (var metric in _experiment.Metrics.Where(m => m.Weights.Count > 0))
            run.SetProvenance(metric.Name, RunFacts.Provenance(_experiment, metric));
        EvaluationLog.Write(run, Step, Network, "");
        EvaluationLog.Write(run, Step, KnownMean, TrainingSession.KnownMeanPrefix);
        var changes = _overrides.Count == 0 ? "" : $", with -s {string.Join(" -s ", _overrides)}";
        var sets = string.Join(", ", _sets.Select(s => s.Name));
        run.LogEvent(
            EventLevel.Info, "evaluated", $"{Evaluated} on {sets} by libtorch {Torch.LibTorch.Version}{changes}");
    }

    private Experiment Open(IReadOnlyList<string> overrides) => new(SpecLoader.Resolve(_run.SpecPath, overrides, Components.Registry));
}
