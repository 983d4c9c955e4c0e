using InpaintLab.Core.Randomness;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Data.Masks;
using InpaintLab.Models;
using InpaintLab.Models.Initialisation;
using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Torch;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Loop;

/// <summary>
/// The loop: batches in, one update of the objective a step, log lines, evaluations, checkpoints. What a step computes is the
/// objective's, what an evaluation measures the evaluator's. Everything random in step t is a function of (seed, t), so a resumed run is
/// the uninterrupted one. Create, use and dispose it on one thread: dispose scopes and grad mode belong to threads.
/// </summary>
public sealed class Trainer : IDisposable
{
    private readonly Experiment _experiment;
    private readonly RunWriter _run;
    private readonly ITrainingObserver _observer;
    private readonly BatchLoader _loader;
    private readonly InpaintingGenerator _generator;
    private readonly InpaintingDiscriminator? _discriminator;
    private readonly InpaintingObjective _objective;
    private readonly WeightAverage? _average;
    private readonly LossWindow _window = new();
    private readonly Evaluator _evaluator;
    private readonly SetEvaluator? _ofSets;
    private readonly long _firstStep;
    private readonly string _specHash;
    private IReadOnlyList<MaskSet>? _validation;
    private double _bestScore = double.NaN;

    /// <summary>Networks, data and optimisers of a run, at its start or at a checkpoint.</summary>
    /// <param name="experiment">What to train.</param>
    /// <param name="run">Where to log; stays the caller's.</param>
    /// <param name="observer">Is told how it goes.</param>
    /// <param name="checkpoint">The checkpoint to go on from; null starts anew.</param>
    /// <exception cref="Core.Errors.UserErrorException">Data, network and checkpoint do not fit together.</exception>
    public Trainer(Experiment experiment, RunWriter run, ITrainingObserver observer, string? checkpoint = null)
    {
        (_experiment, _run, _observer, _evaluator, _specHash) = (experiment, run, observer, new Evaluator(experiment), experiment.Resolved.Hash);
        var spec = experiment.Spec;
        _generator = experiment.CreateGenerator();
        _discriminator = spec.Objective.Adversarial.Kind == AdversarialKind.None ? null : experiment.CreateDiscriminator();
        var probe = CreateLoader(0, 0);
        TotalSteps = spec.Training.Epochs is { } epochs ? epochs * probe.StepsPerEpoch : spec.Training.Steps!.Value;
        if (checkpoint is null)
            Initialise(_generator, probe);
        probe.Dispose();

        _generator.ToMemoryFormat(MemoryFormat.ChannelsLast);
        _discriminator?.ToMemoryFormat(MemoryFormat.ChannelsLast);
        _objective = new InpaintingObjective(spec, TotalSteps, _generator, _discriminator);
        if (spec.Training.Ema > 0)
        {
            var average = experiment.CreateGenerator();
            average.ToMemoryFormat(MemoryFormat.ChannelsLast);
            _average = new WeightAverage(_generator, average, spec.Training.Ema);
        }

        if (checkpoint is not null)
        {
            _firstStep = Checkpoint.Restore(checkpoint, _specHash, _objective, _average, _window);
            _bestScore = BestScoreSoFar();
        }

        _loader = CreateLoader(_firstStep, spec.Training.Workers);
        if (spec.Evaluation.SetMetrics == Core.Specs.SetMetricTime.Every && experiment.MetricChoice.OfSets.Count > 0)
            _ofSets = new SetEvaluator(experiment);
    }

    /// <summary>Updates of the whole run.</summary>
    public long TotalSteps { get; }

    /// <summary>The weights that are evaluated: the averaged ones, if there are, else the generator's.</summary>
    public InpaintingGenerator Evaluated => _average?.Generator ?? _generator;

    /// <summary>Trains to the end, or until stopped, which leaves a checkpoint.</summary>
    /// <param name="stop">Asks it to checkpoint and end after the step in progress.</param>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is there.</exception>
    /// <exception cref="TrainingDivergedException">A loss is no longer a number; the last good checkpoint is kept.</exception>
    public void Run(CancellationToken stop)
    {
        var spec = _experiment.Spec;
        if (_firstStep == 0)
            WriteCheckpoint(0);
        var clock = new ProgressClock(spec.Training.Batch, TotalSteps);
        if (IsEvaluationDue(_firstStep) && ValidationSeries().All(p => p.Step != _firstStep))
            clock.Exclude(() => Validate(_firstStep, stop)); // the stop cut it short
        for (var step = _firstStep; step < TotalSteps; step++)
        {
            if (stop.IsCancellationRequested)
            {
                WriteCheckpoint(step);
                stop.ThrowIfCancellationRequested();
            }

            var done = step + 1;
            var epoch = Step(step);
            clock.Steps(1);
            if (done % spec.Training.LogEvery == 0 || done == TotalSteps)
                Log(done, epoch, clock);
            _run.Commit();
            if (IsEvaluationDue(done))
                clock.Exclude(() => Validate(done, stop));
            if (spec.Training.CheckpointEvery > 0 && done % spec.Training.CheckpointEvery == 0 && done < TotalSteps)
                clock.Exclude(() => WriteCheckpoint(done));
        }

        WriteCheckpoint(TotalSteps);
    }

    /// <summary>Writes the checkpoint that a resumed run starts from.</summary>
    public void WriteCheckpoint(long step)
    {
        WriteCheckpoint(Checkpoint.LastPath(_run.Folder), step);
        _run.Commit();
    }

    /// <summary>The generator as it was before the first step, on the device; the caller disposes it.</summary>
    public InpaintingGenerator CreateUntrained()
    {
        var generator = _experiment.CreateGenerator();
        using var loader = CreateLoader(0, 0);
        Initialise(generator, loader);
        return generator;
    }

    /// <summary>Frees networks, optimisers and loader.</summary>
    public void Dispose()
    {
        _loader.Dispose();
        _ofSets?.Dispose();
        _window.Dispose();
        _objective.Dispose();
        _average?.Dispose();
        _discriminator?.Dispose();
        _generator.Dispose();
    }

    internal static BatchLoader CreateLoader(Experiment experiment, long firstStep, int workers, Action<DataEvent>? onEvent)
    {
        var spec = experiment.Spec;
        var masks = new MaskSource(experiment.Mask, spec.Seed, spec.Resolution, spec.Resolution);
        var options = new BatchLoaderOptions { BatchSize = spec.Training.Batch, Seed = spec.Seed, StartStep = firstStep, Workers = workers };
        return new BatchLoader(experiment.Dataset, masks, options, onEvent);
    }

    private BatchLoader CreateLoader(long firstStep, int workers) => CreateLoader(_experiment, firstStep, workers, OnDataEvent);

    private void Initialise(InpaintingGenerator generator, BatchLoader loader)
    {
        if (_experiment.Spec.Training.Init != Core.Specs.WeightInit.DataDriven)
            return;
        using var scope = NewDisposeScope();
        var (image, mask) = BatchTensors.Of(loader.Read(0), _experiment.Device);
        DataDrivenInit.Apply(generator, image, mask);
    }

    private long Step(long step)
    {
        using var scope = NewDisposeScope();
        var batch = _loader.Next();

        // What is left to libtorch's default generator (dropout) depends on the step alone, not on what was drawn before.
        manual_seed((long)RandomStream.Create(_experiment.Spec.Seed, "libtorch", 0, step).NextUInt64());
        var (image, mask) = BatchTensors.Of(batch, _experiment.Device);
        _objective.Step(step, image, mask, _window);
        _average?.Update(step + 1);
        return batch.Epoch;
    }

    private void Log(long step, long epoch, ProgressClock clock)
    {
        var means = _window.Means();
        CheckFinite(step, means);
        _window.Clear();
        var progress = clock.Progress(step, means);
        _run.LogScalars(step, (int)epoch,
        [
            .. means.Select(m => new ScalarValue(m.Key, m.Mean)),
            new ScalarValue("time/images_per_second", progress.ImagesPerSecond),
            new ScalarValue("memory/resident_bytes", Environment.WorkingSet),
            new ScalarValue("memory/live_tensors", LibTorch.LiveTensors),
        ]);
        _observer.OnProgress(progress);
    }

    // A good checkpoint is replaced by a good one only. Losses alone do not tell: a gradient can spoil the weights after a sound forward.
    private void WriteCheckpoint(string path, long step)
    {
        CheckFinite(step, _window.Means());
        CheckFinite(step, _generator);
        if (_discriminator is not null)
            CheckFinite(step, _discriminator);
        Checkpoint.Write(path, step, _specHash, _objective, _average, _window);
    }

    private void CheckFinite(long step, nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (parameter.isfinite().all().ToBoolean())
                continue;
            var key = $"{network.GetName()}.{name}";
            throw new TrainingDivergedException(step, key, parameter.sum().ToDouble(), Checkpoint.LastPath(_run.Folder));
        }
    }

    private void CheckFinite(long step, IReadOnlyList<(string Key, double Mean)> means)
    {
        foreach (var (key, mean) in means)
        {
            if (key.StartsWith("loss/", StringComparison.Ordinal) && !double.IsFinite(mean))
                throw new TrainingDivergedException(step, key, mean, Checkpoint.LastPath(_run.Folder));
        }
    }

    private bool IsEvaluationDue(long step) =>
        _experiment.Spec.Evaluation.Every > 0 && step > 0 && step < TotalSteps && step % _experiment.Spec.Evaluation.Every == 0;

    private void Validate(long step, CancellationToken stop)
    {
        var split = Enum.Parse<Split>(_experiment.Spec.Evaluation.Split, ignoreCase: true);
        _validation ??= MaskSet.Of(_experiment, split, OnDataEvent);
        List<EvaluationResult> results;
        try
        {
            results = [.. _validation.Select(set => _evaluator.Evaluate(Evaluated, set, stop, _ofSets))];
        }
        catch (OperationCanceledException)
        {
            return; // the loop sees the same request, with a checkpoint
        }

        EvaluationLog.Write(_run, step, results, "");
        EvaluationLog.WriteGrids(_run, step, _evaluator, Evaluated, _validation);
        _observer.OnEvaluated(step, results);
        KeepBest(step, results[0]);
    }

    // Best by the first metric of the spec on the first mask set, on the validation split.
    private void KeepBest(long step, EvaluationResult result)
    {
        var metric = _experiment.Metrics[0];
        var score = Score(result.Summaries[metric.Name].Mean);
        if (!double.IsFinite(score) || score <= _bestScore)
            return;
        _bestScore = score;
        WriteCheckpoint(Checkpoint.BestPath(_run.Folder), step);
        _run.LogEvent(EventLevel.Info, "best", $"best {metric.Name} on {result.MaskSet} so far at step {step}: {result.Summaries[metric.Name].Mean:g6}");
    }

    // A resumed run must not take its first evaluation for the best one: the log knows the ones before.
    private double BestScoreSoFar() =>
        ValidationSeries().Select(p => Score(p.Value)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();

    private IReadOnlyList<ScalarPoint> ValidationSeries() =>
        RunLog.Read(_run.Folder.LogPath).Series($"{MaskSet.FirstName(_experiment)}/{_experiment.Metrics[0].Name}");

    private double Score(double value) => _experiment.Metrics[0].HigherIsBetter ? value : -value;

    private void OnDataEvent(DataEvent e)
    {
        _run.LogEvent(EventLevel.Warning, "broken-image", e.Message);
        _observer.OnNotice($"skipped: {e.Message}");
    }
}
