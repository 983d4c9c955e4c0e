using System.Diagnostics;

namespace InpaintLab.Cli.Output;

/// <summary>
/// How far a count has come, on standard error: in a terminal one line with a bar that is rewritten, in a log a line every few seconds.
/// Lines that stay are written above. Safe to use from several threads.
/// </summary>
/// <param name="what">What is counted.</param>
/// <param name="isTerminal">Whether standard error is a terminal; null: as it is.</param>
internal sealed class CountProgress(string what, bool? isTerminal = null) : IDisposable
{
    private const int BarWidth = 24;
    private const int DefaultWidth = 79;
    private const string ClearLine = "\r\u001b[2K";

    private static readonly TimeSpan TerminalPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LogPause = TimeSpan.FromSeconds(5);

    private readonly Lock _writing = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp();
    private string _line = "";

    /// <summary>Whether the line is rewritten.</summary>
    public bool IsTerminal { get; } = isTerminal ?? !Console.IsErrorRedirected;

    /// <summary>The time since the beginning.</summary>
    public TimeSpan Time => Stopwatch.GetElapsedTime(_start);

    /// <summary>Shows the count with its speed and the time left, not too often.</summary>
    public void Report(long done, long total)
    {
        var speed = done / Math.Max(Time.TotalSeconds, 1e-9);
        var left = TimeSpan.FromSeconds((total - done) / Math.Max(speed, 1e-3));
        Report(done, total, $"{speed:F1} {what}/s  {Numbers.Format(left)} left");
    }

    /// <summary>Shows the count and what there is to say of it.</summary>
    /// <param name="done">How many are behind us.</param>
    /// <param name="total">Of how many.</param>
    /// <param name="rest">What stands behind the count.</param>
    /// <param name="always">Whether it is shown however soon after another.</param>
    public void Report(long done, long total, string rest, bool always = false)
    {
        lock (_writing)
        {
            if (!always && Stopwatch.GetElapsedTime(_last) < (IsTerminal ? TerminalPause : LogPause))
                return;
            _last = Stopwatch.GetTimestamp();
            if (!IsTerminal)
            {
                Console.Error.WriteLine($"{what} {done}/{total}  {rest}");
                return;
            }

            var bar = new string('#', (int)(BarWidth * done / Math.Max(1, total))).PadRight(BarWidth, '.');
            var line = $"[{bar}] {done}/{total}  {rest}";

            // A line that wraps could not be taken back. Some terminals do not know their width.
            var width = Console.WindowWidth > 1 ? Console.WindowWidth - 1 : DefaultWidth;
            _line = line.Length > width ? line[..width] : line;
            Console.Error.Write(ClearLine + _line);
        }
    }

    /// <summary>Writes a line that stays.</summary>
    public void WriteLine(string line)
    {
        lock (_writing)
            Console.Error.Write(IsTerminal ? $"{ClearLine}{line}\n{_line}" : line + '\n');
    }

    /// <summary>Takes the line in a terminal back.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            if (_line.Length > 0)
                Console.Error.Write(ClearLine);
            _line = "";
        }
    }
}
