using InpaintLab.Metrics.Paired;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Output;

/// <summary>Shows on standard error how a run goes: a live line in a terminal, sparse plain lines in a log.</summary>
internal abstract class TrainingView : ITrainingObserver, IDisposable
{
    // In this order; keys that a run does not have are passed over.
    private static readonly (string Key, string Label)[] Losses =
    [
        ("loss/l1_hole", "l1 hole"), ("loss/l1_known", "known"), ("loss/generator_adversarial", "adversarial"), ("loss/discriminator", "discriminator"),
    ];

    /// <summary>The run, once it has a folder.</summary>
    public RunFolder? Run { get; private set; }

    /// <summary>The last step reported.</summary>
    public long Step { get; private set; }

    /// <summary>The view that suits standard error.</summary>
    public static TrainingView Create() => Console.IsErrorRedirected ? new PlainTrainingView() : new LiveTrainingView();

    /// <inheritdoc/>
    public void OnStarted(RunFolder run)
    {
        Run = run;
        WriteLine($"run {run.FolderName}");
    }

    /// <inheritdoc/>
    public void OnProgress(TrainingProgress progress)
    {
        Step = progress.Step;
        Show(progress);
    }

    /// <inheritdoc/>
    public void OnEvaluated(long step, IReadOnlyList<EvaluationResult> results)
    {
        Step = step;
        foreach (var result in results)
        {
            var sets = result.Sets.Select(set => $"{set.Metric} {Numbers.Format(set.Value.Value)}");
            WriteLine($"step {step}: {result.MaskSet} {string.Join("  ", result.Summaries.Select(Describe).Concat(sets))}");
        }
    }

    /// <inheritdoc/>
    public void OnNotice(string message) => WriteLine(message);

    /// <summary>Ends the display; what was written for good stays.</summary>
    public abstract void Dispose();

    /// <summary>Losses, speed and time left on one line.</summary>
    protected static string Describe(TrainingProgress progress)
    {
        var losses = Losses
            .Join(progress.Losses, shown => shown.Key, logged => logged.Key, (shown, logged) => $"{shown.Label} {Numbers.Format(logged.Mean)}");
        return $"{string.Join("  ", losses)}  {progress.ImagesPerSecond:F0} img/s  {Numbers.Format(progress.Left)} left";
    }

    /// <summary>Shows where the run is; called at every log line.</summary>
    protected abstract void Show(TrainingProgress progress);

    /// <summary>Writes a line that stays.</summary>
    protected abstract void WriteLine(string line);

    private static string Describe(KeyValuePair<string, MetricSummary> metric) => $"{metric.Key} {Numbers.Format(metric.Value.Mean)}";
}
