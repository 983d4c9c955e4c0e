using System.Diagnostics;
using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Output;

/// <summary>Lines for a log: the first and the last step, and one every few seconds between them.</summary>
internal sealed class PlainTrainingView : TrainingView
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long _last;

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Lines in a log are not taken back.
    }

    /// <inheritdoc/>
    protected override void Show(TrainingProgress progress)
    {
        if (_last != 0 && progress.Step < progress.TotalSteps && Stopwatch.GetElapsedTime(_last) < Pause)
            return;
        _last = Stopwatch.GetTimestamp();
        WriteLine($"step {progress.Step}/{progress.TotalSteps}  {Describe(progress)}");
    }

    /// <inheritdoc/>
    protected override void WriteLine(string line) => Console.Error.WriteLine(line);
}
