using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using InpaintLab.Cli.Running;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Bench.Gains;

/// <summary>One of the two ways to do the same work, in a process of its own: memory and page faults are then its own, too.</summary>
/// <param name="Label">What it is called in results.</param>
/// <param name="Create">Prepares the work.</param>
/// <param name="CpuMemory">The process's <c>INPAINTLAB_CPU_MEMORY</c>; null: not set.</param>
internal sealed record GainSide(string Label, Func<Workload> Create, string? CpuMemory = null)
{
    private const string MemoryVariable = "INPAINTLAB_CPU_MEMORY";
    private const int WarmUp = 2;

    // Fields of /proc/PID/stat that follow the name in its brackets: state is the first, minor faults the eighth.
    private const int MinorFaults = 7;

    /// <summary>Starts a process that does the work, and waits for it.</summary>
    /// <param name="gain">The row.</param>
    /// <param name="isPeer">Which of its sides this is.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public SideResult Measure(Gain gain, bool isPeer)
    {
        var (program, arguments) = OwnProgram.With("bench", BenchGainsCommand.SideName, gain.Name, isPeer ? "peer" : "ours");
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(MemoryVariable);
        if (CpuMemory is not null)
            start.Environment[MemoryVariable] = CpuMemory;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<SideResult>(output, RunJson.Indented)!
            : throw new InvalidOperationException($"{gain.Name}, {Label}: {error.Result}");
    }

    /// <summary>Does the work in this process.</summary>
    public SideResult Run(Gain gain)
    {
        using var workload = Create();
        if (gain.IsWholeProcess)
        {
            workload.Run(gain.Iterations);
            using var self = Process.GetCurrentProcess();
            return Complete((DateTime.Now - self.StartTime).TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);
        }

        workload.Run(WarmUp);
        var (seconds, cpu) = (new double[gain.Iterations], Environment.CpuUsage.TotalTime);
        for (var i = 0; i < gain.Iterations; i++)
        {
            var began = Stopwatch.GetTimestamp();
            workload.Run(1);
            seconds[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }

        return Complete(BenchRunner.Median(seconds), (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / gain.Iterations);
    }

    private static SideResult Complete(double seconds, double cpuSeconds)
    {
        using var self = Process.GetCurrentProcess();
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return new SideResult(seconds, cpuSeconds, self.PeakWorkingSet64, long.Parse(fields[MinorFaults], CultureInfo.InvariantCulture));
    }
}

/// <summary>What a process measured of itself.</summary>
/// <param name="Seconds">The median iteration; of a whole process, all of it so far.</param>
/// <param name="CpuSeconds">That all its threads worked, per iteration or in all.</param>
/// <param name="PeakBytes">The most memory it ever had resident.</param>
/// <param name="PageFaults">Pages it was given without reading a disk, since its start.</param>
internal sealed record SideResult(double Seconds, double CpuSeconds, long PeakBytes, long PageFaults);
