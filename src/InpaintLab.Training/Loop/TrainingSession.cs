using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Models.Baselines;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Hooks;

namespace InpaintLab.Training.Loop;

/// <summary>What a finished run has to show.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Steps">Updates made; 0 for a classical method.</param>
/// <param name="Network">Results of the trained network, or of the classical method, on each mask set.</param>
/// <param name="Untrained">Results of the network before the first step; empty for a classical method.</param>
/// <param name="KnownMean">Results of filling the hole with the mean of the known pixels.</param>
/// <param name="Grids">Pictures of the final evaluation.</param>
public sealed record TrainingOutcome(
    RunFolder Run,
    long Steps,
    IReadOnlyList<EvaluationResult> Network,
    IReadOnlyList<EvaluationResult> Untrained,
    IReadOnlyList<EvaluationResult> KnownMean,
    IReadOnlyList<string> Grids)
{
    /// <summary>The classical method that was evaluated; null for a network.</summary>
    public string? Method { get; init; }

    /// <summary>Metrics that were asked for and not computed.</summary>
    public IReadOnlyList<MissingMetric> Missing { get; init; } = [];

    /// <summary>The components that its spec can name, those of its scripts too.</summary>
    public ComponentRegistry? Registry { get; init; }
}

/// <summary>
/// One run from its folder to its last evaluation. The final numbers are those of the last weights, on the test split where the dataset
/// has one: the validation split chose the best checkpoint, so no result is reported on it while there is another. Of a classical method a
/// run is its evaluation alone: no steps, no checkpoint.
/// </summary>
public static class TrainingSession
{
    /// <summary>Prefix of the rows of the known-pixel mean.</summary>
    public const string KnownMeanPrefix = "known-mean/";

    /// <summary>Prefix of the rows of the untrained network.</summary>
    public const string UntrainedPrefix = "untrained/";

    /// <summary>Trains and evaluates a new run.</summary>
    /// <param name="resolved">The spec.</param>
    /// <param name="runsRoot">The folder of all runs.</param>
    /// <param name="observer">Is told how it goes.</param>
    /// <param name="stop">Asks it to checkpoint and end.</param>
    /// <param name="until">The step after which to stop for now, with a checkpoint; null: none. A classical method has no steps.</param>
    /// <exception cref="UserErrorException">The spec cannot be run; no run folder is left behind.</exception>
    /// <exception cref="StepReachedException">It stopped after the step <paramref name="until"/>; the run can be resumed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the run can be resumed.</exception>
    public static TrainingOutcome Start(
        ResolvedSpec resolved, string runsRoot, ITrainingObserver observer, CancellationToken stop, long? until = null)
    {
        var experiment = new Experiment(resolved);
        CheckBeforeCreating(experiment);
        LeakCheck.Refuse(experiment, observer);
        HookRunner.Check(resolved);
        using var run = RunWriter.Create(
            runsRoot, RunFacts.Describe(experiment), resolved.Text, RunFacts.Environment(experiment), files: RunFacts.Scripts(resolved));
        LeakCheck.Log(experiment, run);
        using var hooks = HookRunner.Create(resolved, run, observer, stop);
        observer.OnStarted(run.Folder);
        return Recorded(run, hooks, () =>
        {
            if (!experiment.IsTrained)
                return EvaluateMethod(experiment, run, hooks, observer, stop);
            using var trainer = new Trainer(experiment, run, observer, hooks: hooks);
            return Train(experiment, run, trainer, hooks, observer, until, stop);
        });
    }

    /// <summary>
    /// Goes on from a run's last checkpoint; a classical method, which has none, is evaluated anew. A run that cannot go on stays in the
    /// state it had.
    /// </summary>
    /// <param name="folder">The run.</param>
    /// <param name="observer">Is told how it goes.</param>
    /// <param name="stop">Asks it to checkpoint and end.</param>
    /// <param name="until">The step after which to stop for now; null: none.</param>
    /// <param name="registry">The components and scripts that its spec can name; null: those of the program.</param>
    /// <exception cref="UserErrorException">The run is finished, in use, or its checkpoint cannot be used.</exception>
    /// <exception cref="StepReachedException">It stopped after the step <paramref name="until"/>; the run can be resumed again.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the run can be resumed again.</exception>
    public static TrainingOutcome Resume(
        RunFolder folder, ITrainingObserver observer, CancellationToken stop, long? until = null, ComponentRegistry? registry = null)
    {
        if (RunLog.Read(folder.LogPath).State == RunState.Finished)
        {
            throw new UserErrorException(
                $"run {folder.FolderName} is finished: there is nothing to resume. To measure it again: inpaintlab evaluate "
                    + $"{folder.FolderName}; "
                + "to train longer: its spec as a new run, with -s training.steps=N");
        }

        var experiment = new Experiment(SpecLoader.Resolve(folder.SpecPath, [], registry ?? Components.Registry));
        var environment = RunEnvironment.Read(folder.EnvironmentPath);
        var point = experiment.IsTrained ? ResumePoint.Of(folder) : null;
        using var run = RunWriter.Open(folder);
        using var hooks = HookRunner.Create(experiment.Resolved, run, observer, stop);
        using var trainer = experiment.IsTrained ? new Trainer(experiment, run, observer, point?.Path, hooks) : null;
        point?.Restore(folder);
        run.GoOnAfter(trainer?.FirstStep ?? 0);
        observer.OnStarted(folder);
        if (point?.Notice is { } notice)
        {
            run.LogEvent(EventLevel.Warning, "checkpoint-damaged", notice);
            observer.OnNotice(notice);
        }

        if (run.Recovery is { } recovery)
            observer.OnNotice(recovery);
        foreach (var difference in RunFacts.Differences(environment, RunFacts.Environment(experiment)))
        {
            var message = $"resumed on a different machine: {difference}; the results may differ in the last bits";
            run.LogEvent(EventLevel.Warning, "environment", message);
            observer.OnNotice(message);
        }

        return Recorded(run, hooks, () => trainer is null
            ? EvaluateMethod(experiment, run, hooks, observer, stop)
            : Train(experiment, run, trainer, hooks, observer, until, stop));
    }

    private static TrainingOutcome Train(
        Experiment experiment, RunWriter run, Trainer trainer, HookRunner? hooks,
        ITrainingObserver observer, long? until, CancellationToken stop)
    {
        trainer.Run(stop, until);
        CostRecord.Write(run, experiment, trainer);
        var outcome = Evaluate(experiment, run, trainer.Evaluated, trainer, hooks, observer, stop);
        hooks?.Ended(outcome);
        run.SetState(RunState.Finished, trainer.StoppedBecause);
        return outcome;
    }

    private static TrainingOutcome EvaluateMethod(
        Experiment experiment, RunWriter run, HookRunner? hooks, ITrainingObserver observer, CancellationToken stop)
    {
        hooks?.Start(control: null, step: 0, isResumed: false);
        using var method = experiment.CreateGenerator();
        var outcome = Evaluate(experiment, run, method, trainer: null, hooks, observer, stop);
        hooks?.Ended(outcome);
        run.SetState(RunState.Finished);
        return outcome;
    }

    // However it ends, the run says so.
    private static TrainingOutcome Recorded(RunWriter run, HookRunner? hooks, Func<TrainingOutcome> train)
    {
        try
        {
            return train();
        }
        catch (OperationCanceledException e)
        {
            run.SetState(RunState.Interrupted, e is StepReachedException ? e.Message : "stopped by the user; resume with --resume");
            throw;
        }
        catch (Exception e)
        {
            run.Fail(e.Message, () => hooks?.Failed(e));
            var cause = e is ImageFileException ? e.InnerException : e;
            if (cause is IOException or UnauthorizedAccessException)
                throw new UserErrorException(WhatIsLeft(run.Folder, e.Message), e);
            throw;
        }
    }

    private static string WhatIsLeft(RunFolder run, string message) => Directory.Exists(run.Path)
        ? $"{run.FolderName}: it could not go on: {message}. All that was logged before and its last checkpoint are there; when the cause "
            + $"is gone: inpaintlab run --resume {run.Id}"
        : $"{run.FolderName}: it could not go on, for its folder is gone: {message}";

    private static TrainingOutcome Evaluate(
        Experiment experiment,
        RunWriter run,
        InpaintingGenerator evaluated,
        Trainer? trainer,
        HookRunner? hooks,
        ITrainingObserver observer,
        CancellationToken stop)
    {
        var sets = MaskSet.Of(experiment, FinalSplit(experiment), e => run.LogEvent(EventLevel.Warning, "broken-image", e.Message));
        var evaluator = new Evaluator(experiment);
        var step = trainer?.LastStep ?? 0;
        foreach (var set in sets)
            run.SetProvenance(set.Name, RunFacts.Provenance(experiment, set));
        foreach (var metric in experiment.Metrics.Where(m => m.Weights.Count > 0))
            run.SetProvenance(metric.Name, RunFacts.Provenance(experiment, metric));
        foreach (var missing in experiment.MetricChoice.Missing)
            run.LogEvent(EventLevel.Warning, "metric-not-computed", $"{missing.Name}: {missing.Reason}");
        using var ofSets = experiment.MetricChoice.OfSets.Count > 0 ? new SetEvaluator(experiment) : null;

        var network = Measure(evaluated);
        using var untrainedNetwork = trainer?.CreateUntrained();
        var untrained = untrainedNetwork is null ? [] : Measure(untrainedNetwork);
        using var mean = new KnownPixelMean();
        var knownMean = Measure(mean);

        // Written when all is measured: a run that is stopped before leaves nothing that its resume would double.
        EvaluationLog.Write(run, step, network, "");
        EvaluationLog.Write(run, step, untrained, UntrainedPrefix);
        EvaluationLog.Write(run, step, knownMean, KnownMeanPrefix);
        var grids = EvaluationLog.WriteGrids(run, step, evaluator, evaluated, sets);

        // The first mask set's means under the metrics' own names are the run's columns in listings.
        foreach (var (name, summary) in network[0].Summaries)
            run.SetSummary(name, summary.Mean);
        foreach (var set in network[0].Sets)
            run.SetSummary(set.Metric, set.Value.Value);
        observer.OnEvaluated(step, network);
        hooks?.Evaluated(step, network, isFinal: true);
        return new TrainingOutcome(run.Folder, step, network, untrained, knownMean, grids)
        {
            Method = trainer is null ? experiment.Spec.Model.Name : null,
            Missing = experiment.MetricChoice.Missing,
            Registry = experiment.Resolved.Registry,
        };

        IReadOnlyList<EvaluationResult> Measure(InpaintingGenerator generator) =>
            [.. sets.Select(set => evaluator.Evaluate(generator, set, stop, ofSets))];
    }

    /// <summary>
    /// Where final numbers come from: the test split where there is one, for the validation split chose the best checkpoint.
    /// </summary>
    internal static Split FinalSplit(Experiment experiment) =>
        experiment.Dataset.Splits.Contains(Split.Test) && experiment.Dataset.Count(Split.Test) > 0
            ? Split.Test
            : ValidationSplit(experiment);

    private static Split ValidationSplit(Experiment experiment) => Enum.Parse<Split>(experiment.Spec.Evaluation.Split, ignoreCase: true);

    // What can be refused is refused before a run folder exists, and long before the evaluation at the end: the first batch is read, and
    // the masks of evaluations are drawn.
    private static void CheckBeforeCreating(Experiment experiment)
    {
        if (experiment.IsTrained)
            CheckTraining(experiment);
        var last = FinalSplit(experiment);
        foreach (var split in new[]
        {
            experiment.IsTrained && experiment.Spec.Evaluation.Every > 0 ? ValidationSplit(experiment) : last,
            last,
        }.Distinct())
        {
            MaskSet.Of(experiment, split, onEvent: null);
            if (experiment.Dataset.Count(split) == 0)
                throw new UserErrorException($"dataset: expected images in the {split.Name()} split to evaluate on, found none");
        }
    }

    private static void CheckTraining(Experiment experiment)
    {
        GraphChoice.CheckDevice(experiment.Spec, experiment.Device);
        if (experiment.Spec.Training.Decode == Decoding.Gpu)
            TorchvisionDecoder.Open(experiment.Device).Dispose();
        experiment.CreateGenerator().Dispose();
        if (experiment.Spec.Objective.Adversarial.Kind != AdversarialKind.None)
            experiment.CreateDiscriminator().Dispose();
        using var loader = TrainingStep.CreateLoader(experiment, firstBatch: 0, workers: 0, onEvent: null);
        loader.Read(0);
    }
}
