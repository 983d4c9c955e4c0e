using InpaintLab.Data.Loading;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;
using InpaintLab.Torch;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Health;
using InpaintLab.Training.Hooks;

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
    private readonly TrainingStep _training;
    private readonly TrainingControl _control;
    private readonly Validator _validator;
    private readonly HealthMonitor _health;
    private readonly Validation _best;
    private readonly string _specHash;
    private readonly SoundCheckpoints _checkpoints;
    private readonly double _secondsBefore;
    private readonly HookRunner? _hooks;
    private readonly bool _isResumed;

    /// <summary>
    /// Networks, data and optimisers of a run, at its start or at a checkpoint. Nothing of the run's state is changed yet.
    /// </summary>
    /// <param name="experiment">What to train.</param>
    /// <param name="run">Where to log; stays the caller's.</param>
    /// <param name="observer">Is told how it goes.</param>
    /// <param name="checkpoint">The checkpoint to go on from; null starts anew.</param>
    /// <param name="hooks">Are told how it goes and may act on it; stay the caller's. Null: none.</param>
    /// <exception cref="Core.Errors.UserErrorException">Data, network and checkpoint do not fit together.</exception>
    public Trainer(Experiment experiment, RunWriter run, ITrainingObserver observer, string? checkpoint = null, HookRunner? hooks = null)
    {
        (_hooks, _isResumed) = (hooks, checkpoint is not null);
        (_experiment, _run, _observer, _specHash) = (experiment, run, observer, experiment.Resolved.Hash);
        _training = new TrainingStep(experiment, initialise: checkpoint is null, OnDataEvent);
        _control = new TrainingControl(_training);
        _checkpoints = new SoundCheckpoints(run.Folder, _specHash, _training);
        _health = new HealthMonitor(experiment.Spec);
        _best = new Validation(experiment);
        _validator = new Validator(experiment, run, observer, OnDataEvent);
        if (checkpoint is null)
            return;
        try
        {
            FirstStep = Checkpoint.Restore(checkpoint, _specHash, _training.Objective, _training.Average, _training.Window);
            _control.StopReason = Checkpoint.ReadStopReason(checkpoint);
        }
        catch
        {
            Dispose();
            throw;
        }

        var log = RunLog.Read(run.Folder.LogPath);
        _health.Replay(log, FirstStep);
        _best.Replay(log, FirstStep);
        _secondsBefore = log.Series(RunCost.TrainingSecondsKey).LastOrDefault(p => p.Step <= FirstStep).Value;
    }

    /// <summary>The step it starts from: 0, or the checkpoint's.</summary>
    public long FirstStep { get; }

    /// <summary>Updates of the whole run.</summary>
    public long TotalSteps => _training.TotalSteps;

    /// <summary>Updates made when <see cref="Run"/> returns: fewer than <see cref="TotalSteps"/> after an early stop.</summary>
    public long LastStep { get; private set; }

    /// <summary>The epoch of the last step that <see cref="Run"/> made.</summary>
    internal int LastEpoch { get; private set; }

    /// <summary>Images that the steps up to <see cref="LastStep"/> read.</summary>
    internal long ImagesRead => _training.ImagesBefore(LastStep);

    /// <summary>The network that is trained; for its results see <see cref="Evaluated"/>.</summary>
    internal InpaintingGenerator Generator => _training.Generator;

    /// <summary>The network that judges; null without an adversarial term.</summary>
    internal InpaintingDiscriminator? Discriminator => _training.Discriminator;

    private bool IsStopDue => _control.StopReason is not null || _best.IsStopDue;

    /// <summary>Why it ended before its last step; empty when it did not.</summary>
    public string StoppedBecause { get; private set; } = "";

    /// <summary>The weights that are evaluated: the averaged ones, if there are, else the generator's.</summary>
    public InpaintingGenerator Evaluated => _control.Evaluated;

    /// <summary>Trains to the end, or until stopped, which leaves a checkpoint.</summary>
    /// <param name="stop">Asks it to checkpoint and end after the step in progress.</param>
    /// <param name="until">The step after which to stop for now; null: none. Schedules are those of the whole run.</param>
    /// <exception cref="StepReachedException">It stopped after that step.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; a checkpoint is there.</exception>
    /// <exception cref="TrainingDivergedException">A loss is no longer a number; the last good checkpoint is kept.</exception>
    /// <exception cref="HookFailedException">A hook failed, and the spec says that this ends the run; a checkpoint is there.</exception>
    public void Run(CancellationToken stop, long? until = null)
    {
        LastStep = FirstStep;
        try
        {
            _hooks?.Start(_control, FirstStep, _isResumed);
            Train(until, stop);
        }
        catch (HookFailedException)
        {
            KeepForResume();
            throw;
        }
    }

    /// <summary>Writes the checkpoint that a resumed run starts from.</summary>
    public void WriteCheckpoint(long step)
    {
        WriteCheckpoint(Checkpoint.LastPath(_run.Folder), step, Checkpoint.PreviousPath(_run.Folder));
        _run.Commit();
        _hooks?.CheckpointWritten(step, Checkpoint.LastPath(_run.Folder), isBest: false);
    }

    /// <summary>The generator as it was before the first step, on the device; the caller disposes it.</summary>
    public InpaintingGenerator CreateUntrained()
    {
        var generator = _experiment.CreateGenerator();
        _training.Initialise(generator);
        return generator;
    }

    /// <summary>Frees networks, optimisers and loader.</summary>
    public void Dispose()
    {
        _validator.Dispose();
        _training.Dispose();
    }

    private void Train(long? until, CancellationToken stop)
    {
        var spec = _experiment.Spec;
        var end = Math.Min(TotalSteps, until ?? TotalSteps);
        if (FirstStep == 0)
            WriteCheckpoint(0);
        var clock = new ProgressClock(TotalSteps);
        if (IsEvaluationDue(FirstStep) && _best.LastStep != FirstStep)
            clock.Exclude(() => Validate(FirstStep, stop)); // the stop cut it short
        if (LastStep < end && !IsStopDue)
            _training.Start(FirstStep);
        while (LastStep < end && !IsStopDue)
        {
            if (stop.IsCancellationRequested)
            {
                LogTime(clock);
                WriteCheckpoint(LastStep);
                stop.ThrowIfCancellationRequested();
            }

            var (epoch, images) = _training.Run(LastStep);
            var done = ++LastStep;
            LastEpoch = (int)epoch;
            clock.Step(images);
            var means = done % spec.Training.LogEvery == 0 || done == TotalSteps ? Log(done, clock) : null;
            if (_hooks is not null)
                clock.Exclude(() => CallHooks(done, means));
            _run.Commit();
            if (IsEvaluationDue(done))
                clock.Exclude(() => Validate(done, stop));
            if (spec.Training.CheckpointEvery > 0 && done % spec.Training.CheckpointEvery == 0 && done < TotalSteps)
            {
                LogTime(clock);
                clock.Exclude(() => WriteCheckpoint(done));
            }
        }

        LogTime(clock);
        WriteCheckpoint(LastStep);
        if (IsStopDue && LastStep < TotalSteps)
            StopEarly();
        else if (LastStep < TotalSteps)
            throw new StepReachedException(LastStep, TotalSteps);
    }

    private void CallHooks(long step, IReadOnlyList<(string Key, double Mean)>? means)
    {
        _hooks!.Step(step, LastEpoch, () => means ?? _training.Window.Means());
        var epochs = _training.EpochsBefore(step);
        if (epochs > _training.EpochsBefore(step - 1))
            _hooks.EpochEnded(step, (int)epochs - 1);
    }

    // The state between two steps is sound whatever a hook did; without it a resume would lose the steps since the last checkpoint.
    private void KeepForResume()
    {
        try
        {
            WriteCheckpoint(Checkpoint.LastPath(_run.Folder), LastStep, Checkpoint.PreviousPath(_run.Folder));
        }
        catch (TrainingDivergedException)
        {
            // The last good checkpoint stays; the hook is what is reported.
        }
    }

    // The whole run's, so that a resumed one goes on counting.
    private void LogTime(ProgressClock clock) =>
        _run.LogScalar(LastStep, LastEpoch, RunCost.TrainingSecondsKey, _secondsBefore + clock.Elapsed.TotalSeconds);

    private IReadOnlyList<(string Key, double Mean)> Log(long step, ProgressClock clock)
    {
        var means = _training.Window.Means();
        _checkpoints.RequireFinite(step, means);
        _training.Window.Clear();
        var progress = clock.Progress(step, means);
        _run.LogScalars(step, LastEpoch,
        [
            .. means.Select(m => new ScalarValue(m.Key, m.Mean)),
            new ScalarValue("time/images_per_second", progress.ImagesPerSecond),
            new ScalarValue("memory/resident_bytes", Environment.WorkingSet),
            new ScalarValue("memory/live_tensors", LibTorch.LiveTensors),
        ]);
        _observer.OnProgress(progress);
        foreach (var warning in _health.Observe(step, means))
        {
            _run.LogEvent(EventLevel.Warning, warning.Kind, warning.Message);
            _observer.OnNotice($"step {step}: warning: {warning.Message}");
        }

        return means;
    }

    private void WriteCheckpoint(string path, long step, string? previous = null) =>
        _checkpoints.Write(path, step, previous, _control.StopReason);

    private bool IsEvaluationDue(long step) =>
        _experiment.Spec.Evaluation.Every > 0 && step > 0 && step < TotalSteps && step % _experiment.Spec.Evaluation.Every == 0;

    private void Validate(long step, CancellationToken stop)
    {
        if (_validator.Run(step, Evaluated, stop) is not { } results)
            return; // the loop sees the same request, with a checkpoint
        if (_best.Add(step, metric => results[0].Summaries[metric].Mean))
        {
            WriteCheckpoint(Checkpoint.BestPath(_run.Folder), step);
            _run.LogEvent(
                EventLevel.Info, "best", $"best {_best.Metric} on {results[0].MaskSet} so far at step {step}: {_best.BestValue:g6}");
            _hooks?.CheckpointWritten(step, Checkpoint.BestPath(_run.Folder), isBest: true);
        }

        _hooks?.Evaluated(step, results, isFinal: false);
    }

    private void StopEarly()
    {
        StoppedBecause = $"stopped early at step {LastStep} of {TotalSteps}: {_control.StopReason ?? _best.StopReason}";
        _run.LogEvent(EventLevel.Info, "early-stop", StoppedBecause);
        _observer.OnNotice(StoppedBecause);
    }

    private void OnDataEvent(DataEvent e)
    {
        _run.LogEvent(EventLevel.Warning, "broken-image", e.Message);
        _observer.OnNotice($"skipped: {e.Message}");
    }
}
