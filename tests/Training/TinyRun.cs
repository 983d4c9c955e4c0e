using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;

namespace InpaintLab.Tests.Training;

/// <summary>Runs of a second: small pictures, a narrow network, few steps.</summary>
internal static class TinyRun
{
    public const string Yaml = """
        name: tiny
        seed: 3
        resolution: 16
        device: cpu
        dataset: {kind: dead-leaves, train: 14, val: 3, test: 3}
        mask: {kind: random-box}
        model: {family: gated-conv, variant: unet, width: 2, discriminator_width: 2}
        training: {steps: 12, batch: 2, workers: 0, log_every: 5, checkpoint_every: 0, ema: 0.9, init: data-driven}
        evaluation: {every: 4, images: 3, batch: 2, metrics: [psnr_hole, l1], masks: [{name: box, kind: box}], grid: 2}
        """;

    public static ResolvedSpec Spec(params IEnumerable<string> overrides) =>
        SpecLoader.ResolveText(Yaml, "tiny.yaml", [.. overrides], Components.Registry);

    public static Experiment Experiment(params IEnumerable<string> overrides) => new(Spec(overrides));

    public static TrainingOutcome Start(
        ResolvedSpec spec, string root, ITrainingObserver? observer = null, CancellationTokenSource? stop = null) =>
        TrainingSession.Start(spec, root, observer ?? new Observer(), stop?.Token ?? CancellationToken.None);

    public static TrainingOutcome Resume(RunFolder run, ITrainingObserver? observer = null, CancellationTokenSource? stop = null) =>
        TrainingSession.Resume(run, observer ?? new Observer(), stop?.Token ?? CancellationToken.None);

    /// <summary>The same spec, by its text and hash, with another class in place of the dataset's.</summary>
    public static ResolvedSpec WithDataset<T>(this ResolvedSpec spec)
        where T : IDataset => new(spec.Spec with { Dataset = Replace<T>(spec.Spec.Dataset) });

    /// <summary>The same spec with another class in place of the model family's.</summary>
    public static ResolvedSpec WithFamily<T>(this ResolvedSpec spec)
        where T : IModelFamily => new(spec.Spec with { Model = Replace<T>(spec.Spec.Model) });

    /// <summary>The only run in a folder.</summary>
    public static RunFolder Only(string root) => Assert.Single(RunFolder.List(root));

    public static RunLog Log(RunFolder run) => RunLog.Read(run.LogPath);

    private static ComponentSpec Replace<T>(ComponentSpec block) => block with { Component = block.Component with { Type = typeof(T) } };
}

/// <summary>Keeps what it is told, and can act on it.</summary>
internal sealed class Observer : ITrainingObserver
{
    public List<TrainingProgress> Progress { get; } = [];

    public List<long> Evaluations { get; } = [];

    public List<string> Notices { get; } = [];

    public Action<TrainingProgress> WhenLogged { get; init; } = _ => { };

    public void OnProgress(TrainingProgress progress)
    {
        Progress.Add(progress);
        WhenLogged(progress);
    }

    public Action<long> WhenEvaluated { get; init; } = _ => { };

    public void OnEvaluated(long step, IReadOnlyList<EvaluationResult> results)
    {
        Evaluations.Add(step);
        WhenEvaluated(step);
    }

    public Action WhenStarted { get; init; } = () => { };

    public void OnStarted(RunFolder run) => WhenStarted();

    public void OnNotice(string message) => Notices.Add(message);

    /// <summary>Asks a run to stop when a step is logged.</summary>
    public static Observer StoppingAtStep(long step, CancellationTokenSource stop) =>
        new() { WhenLogged = p => StopIf(p.Step == step, stop) };

    /// <summary>
    /// Asks a run to stop when the <paramref name="count"/>-th image of a split is read from <see cref="WatchedDeadLeaves"/>; what is read
    /// before the run has its folder does not count.
    /// </summary>
    public static Observer StoppingAtRead(Split split, long count, CancellationTokenSource stop)
    {
        var reads = 0L;
        return new Observer { WhenStarted = () => WatchedDeadLeaves.WhenRead = Count };

        void Count(Split read) => StopIf(read == split && Interlocked.Increment(ref reads) == count, stop);
    }

    private static void StopIf(bool now, CancellationTokenSource stop)
    {
        if (now)
            stop.Cancel();
    }
}
