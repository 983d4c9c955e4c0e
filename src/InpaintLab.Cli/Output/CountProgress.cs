using System.Diagnostics;

namespace InpaintLab.Cli.Output;

/// <summary>How far a count has come, on standard error: one line that is rewritten in a terminal, a line every few seconds in a log.</summary>
/// <param name="what">What is counted.</param>
internal sealed class CountProgress(string what) : IDisposable
{
    private static readonly TimeSpan TerminalPause = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan LogPause = TimeSpan.FromSeconds(5);

    private readonly Lock _writing = new();
    private readonly bool _live = !Console.IsErrorRedirected;
    private long _last = Stopwatch.GetTimestamp();
    private bool _shown;

    /// <summary>Shows the count, not too often. Safe to call from several threads at once.</summary>
    public void Report(int done, int total)
    {
        lock (_writing)
        {
            if (Stopwatch.GetElapsedTime(_last) < (_live ? TerminalPause : LogPause))
                return;
            (_last, _shown) = (Stopwatch.GetTimestamp(), true);
            if (_live)
                Console.Error.Write($"\r{what} {done}/{total}");
            else
                Console.Error.WriteLine($"{what} {done}/{total}");
        }
    }

    /// <summary>Takes the line in a terminal back.</summary>
    public void Dispose()
    {
        if (_live && _shown)
            Console.Error.Write("\r\u001b[2K");
        _shown = false;
    }
}
