using System.Diagnostics;
using InpaintLab.Cli.Running;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Bench;

/// <summary>A process of this program from its start to its end, as a user waits for it.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="Bytes">The most it had in RAM.</param>
/// <param name="Output">What it wrote to standard output.</param>
internal readonly record struct MeasuredProcess(double Seconds, long Bytes, string Output)
{
    /// <summary>Runs a command line of this program.</summary>
    /// <param name="runs">The folder of all runs.</param>
    /// <param name="arguments">The command line.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static MeasuredProcess Of(string runs, params string[] arguments)
    {
        var (program, all) = OwnProgram.With(arguments);
        var start = new ProcessStartInfo(program, all)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[RunsRoot.Variable] = runs;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(2))
        {
            process.Refresh();
            peak = Math.Max(peak, PeakOf(process));
        }

        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0
            ? new MeasuredProcess(seconds, peak, output.Result)
            : throw new InvalidOperationException($"{string.Join(' ', arguments)}: {error.Result}");
    }

    // The process may end at any moment.
    private static long PeakOf(Process process)
    {
        try
        {
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }
}
