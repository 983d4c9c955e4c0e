using InpaintLab.Metrics.Paired;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Output;

/// <summary>
/// Shows on standard error how a run goes: its steps as a <see cref="CountProgress"/>, of which a log gets the first and the last.
/// </summary>
/// <param name="isTerminal">Whether standard error is a terminal; null: as it is.</param>
internal sealed class TrainingView(bool? isTerminal = null) : ITrainingObserver, IDisposable
{
    // In this order; keys that a run does not have are passed over.
    private static readonly (string Key, string Label)[] Losses =
    [
        ("loss/l1_hole", "l1 hole"), ("loss/l1_known", "known"),
        ("loss/generator_adversarial", "adversarial"), ("loss/discriminator", "discriminator"),
    ];

    private readonly CountProgress _progress = new("step", isTerminal);

    /// <summary>The run, once it has a folder.</summary>
    public RunFolder? Run { get; private set; }

    /// <summary>The last step reported.</summary>
    public long Step { get; private set; }

    /// <inheritdoc/>
    public void OnStarted(RunFolder run)
    {
        Run = run;
        _progress.WriteLine($"run {run.FolderName}");
    }

    /// <inheritdoc/>
    public void OnProgress(TrainingProgress progress)
    {
        var (isFirst, isLast) = (Step == 0, progress.Step == progress.TotalSteps);
        Step = progress.Step;
        var rest = isLast && _progress.IsTerminal ? "evaluating" : Describe(progress);
        _progress.Report(progress.Step, progress.TotalSteps, rest, always: isFirst || isLast);
    }

    /// <inheritdoc/>
    public void OnEvaluated(long step, IReadOnlyList<EvaluationResult> results)
    {
        Step = step;
        foreach (var result in results)
        {
            var sets = result.Sets.Select(set => $"{set.Metric} {Numbers.Format(set.Value.Value)}");
            _progress.WriteLine($"step {step}: {result.MaskSet} {string.Join("  ", result.Summaries.Select(Describe).Concat(sets))}");
        }
    }

    /// <inheritdoc/>
    public void OnNotice(string message) => _progress.WriteLine(message);

    /// <summary>Ends the display; what was written for good stays.</summary>
    public void Dispose() => _progress.Dispose();

    /// <summary>Losses, speed and time left on one line.</summary>
    private static string Describe(TrainingProgress progress)
    {
        var losses = Losses
            .Join(
                progress.Losses,
                shown => shown.Key,
                logged => logged.Key,
                (shown, logged) => $"{shown.Label} {Numbers.Format(logged.Mean)}");
        return $"{string.Join("  ", losses)}  {progress.ImagesPerSecond:F0} img/s  {Numbers.Format(progress.Left)} left";
    }

    private static string Describe(KeyValuePair<string, MetricSummary> metric) => $"{metric.Key} {Numbers.Format(metric.Value.Mean)}";
}
