using System.Text.Json;
using InpaintLab.Cli.Bench.Gains;
using InpaintLab.Cli.Output;

namespace InpaintLab.Cli.Bench.Memory;

/// <summary>One way to fill a large image; figures are medians over processes.</summary>
/// <param name="Name">What was done to which image.</param>
/// <param name="Ours">From the start of the process to its end, files read and written.</param>
/// <param name="Unit">Of that.</param>
/// <param name="Pieces">Forwards' crops or tiles; 1 for the whole image.</param>
/// <param name="PeakBytes">The most that the process had resident, the program included.</param>
/// <param name="Runs">Processes.</param>
internal sealed record MemoryResult(string Name, double Ours, string Unit, int Pieces, long PeakBytes, int Runs)
{
    /// <summary>The result of some processes that did the same.</summary>
    public static MemoryResult Of(string name, IReadOnlyList<MeasuredProcess> processes)
    {
        using var document = JsonDocument.Parse(processes[0].Output);
        return new MemoryResult(
            name,
            BenchRunner.Median(processes.Select(p => p.Seconds)) * TimeUnit.Milliseconds.PerSecond,
            TimeUnit.Milliseconds.Name,
            document.RootElement.GetProperty("results")[0].GetProperty("pieces").GetInt32(),
            (long)BenchRunner.Median(processes.Select(p => (double)p.Bytes)),
            processes.Count);
    }
}

/// <summary>What <c>bench memory</c> prints; also the document of <c>--json</c>.</summary>
/// <param name="Recorded">When, in UTC.</param>
/// <param name="Command">The command line that made it.</param>
/// <param name="Machine">Where.</param>
/// <param name="Benchmarks">The results.</param>
internal sealed record MemoryReport(DateTime Recorded, string Command, GainMachine Machine, IReadOnlyList<MemoryResult> Benchmarks)
{
    /// <summary>Prints the table.</summary>
    public void Print()
    {
        var table = Tables.Create(["image"], ["time", "unit", "pieces", "peak MiB", "runs"]);
        foreach (var b in Benchmarks)
            table.Add(b.Name, Numbers.Format(b.Ours), b.Unit, $"{b.Pieces}", $"{b.PeakBytes >> 20}", $"{b.Runs}");
        Tables.Print(table);
        Console.Out.WriteLine(
            $"""
            Whole processes of inpaint, PNG to PNG, with {LargeImage.Holes} square holes; medians over the processes. Peaks are of all memory that is resident.
            {Machine.Cpu}, {Machine.Cores} cores, {Machine.Threads} threads, {Machine.DotNet}, libtorch {Machine.Libtorch}
            """);
    }
}
