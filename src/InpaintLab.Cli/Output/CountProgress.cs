using System.Diagnostics;

namespace InpaintLab.Cli.Output;

/// <summary>A line on standard error every few seconds: what takes less says nothing.</summary>
internal sealed class CountProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly long _start = Stopwatch.GetTimestamp();
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Tells how far it is.</summary>
    public void Report(int done, int total)
    {
        if (Stopwatch.GetElapsedTime(_last) < Pause)
            return;
        _last = Stopwatch.GetTimestamp();
        Console.Error.WriteLine($"image {done}/{total}  {done / Stopwatch.GetElapsedTime(_start).TotalSeconds:F1} img/s");
    }
}
