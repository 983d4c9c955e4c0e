using System.Diagnostics;

namespace InpaintLab.Cli.Output;

/// <summary>
/// Shows on standard error how far a batch is: a bar in a terminal, in a log a line every few seconds. Lines that stay are written above.
/// </summary>
internal sealed class BatchProgress(int total) : IDisposable
{
    private const int BarWidth = 24;
    private const string ClearLine = "\r\u001b[2K";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly bool _live = !Console.IsErrorRedirected;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp();
    private string _bar = "";

    /// <summary>How long the batch has taken.</summary>
    public TimeSpan Time => Stopwatch.GetElapsedTime(_start);

    /// <summary>Shows that <paramref name="finished"/> of all are behind us.</summary>
    public void Report(int finished)
    {
        var speed = finished / Math.Max(Time.TotalSeconds, 1e-9);
        var left = TimeSpan.FromSeconds((total - finished) / Math.Max(speed, 1e-9));
        var state = $"{finished}/{total} images  {speed:F1} images/s  {Numbers.Format(left)} left";
        if (_live)
        {
            _bar = $"[{new string('#', BarWidth * finished / total).PadRight(BarWidth, '.')}] {state}";
            Console.Error.Write(ClearLine + _bar);
        }
        else if (Stopwatch.GetElapsedTime(_last) >= Pause)
        {
            _last = Stopwatch.GetTimestamp();
            Console.Error.WriteLine(state);
        }
    }

    /// <summary>Writes a line that stays.</summary>
    public void WriteLine(string line) => Console.Error.Write(_live ? $"{ClearLine}{line}\n{_bar}" : line + '\n');

    /// <summary>Takes the bar away.</summary>
    public void Dispose()
    {
        if (_bar.Length > 0)
            Console.Error.Write(ClearLine);
        _bar = "";
    }
}
