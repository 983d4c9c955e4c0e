using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Output;

/// <summary>One line of a terminal with a bar, rewritten at every log line; what stays is written above it.</summary>
internal sealed class LiveTrainingView : TrainingView
{
    private const int BarWidth = 24;
    private const int DefaultWidth = 79;
    private const string ClearLine = "\r\u001b[2K";

    private readonly Lock _writing = new();
    private string _line = "";

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_writing)
        {
            if (_line.Length > 0)
                Console.Error.Write(ClearLine);
            _line = "";
        }
    }

    /// <inheritdoc/>
    protected override void Show(TrainingProgress progress)
    {
        var done = (int)(BarWidth * progress.Step / progress.TotalSteps);
        var bar = new string('#', done).PadRight(BarWidth, '.');
        var rest = progress.Step < progress.TotalSteps ? Describe(progress) : "evaluating";
        var line = $"[{bar}] {progress.Step}/{progress.TotalSteps}  {rest}";

        // A line that wraps could not be taken back. Some terminals do not know their width.
        var width = Console.WindowWidth > 1 ? Console.WindowWidth - 1 : DefaultWidth;
        lock (_writing)
        {
            _line = line.Length > width ? line[..width] : line;
            Console.Error.Write(ClearLine + _line);
        }
    }

    /// <inheritdoc/>
    protected override void WriteLine(string line)
    {
        lock (_writing)
            Console.Error.Write($"{ClearLine}{line}\n{_line}");
    }
}
