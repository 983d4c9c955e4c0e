using System.Diagnostics;
using System.Globalization;

namespace InpaintLab.Cli.Bench;

/// <summary>What a timed round took.</summary>
/// <param name="Seconds">By the clock on the wall.</param>
/// <param name="CpuSeconds">That all threads of the process worked, together.</param>
/// <param name="PeakBytes">The most memory of the process that was resident meanwhile.</param>
internal readonly record struct Timing(double Seconds, double CpuSeconds, long PeakBytes)
{
    /// <summary>Runs and times.</summary>
    public static Timing Of(Action work)
    {
        ForgetPeak();
        var (start, busy) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        work();
        var (seconds, cpu) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - busy);
        using var process = Process.GetCurrentProcess();
        return new Timing(seconds.TotalSeconds, cpu.TotalSeconds, process.PeakWorkingSet64);
    }

    /// <summary>Reads what a peer answers (protocol.py).</summary>
    public static Timing Parse(string line)
    {
        var parts = line.Split(' ');
        return new Timing(Number(0), Number(1), (long)Number(2));

        double Number(int i) => double.Parse(parts[i], CultureInfo.InvariantCulture);
    }

    // Where the system does not allow it, the peak is that since the start.
    private static void ForgetPeak()
    {
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
