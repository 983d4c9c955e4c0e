using InpaintLab.Cli.Output;
using InpaintLab.Runs.Folders;
using InpaintLab.Torch;

namespace InpaintLab.Cli.Bench.Gains;

/// <summary>One way of this program against another one; figures are medians over processes.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Way">How, on our side.</param>
/// <param name="Against">How, on the other side.</param>
/// <param name="Ours">Our time.</param>
/// <param name="Peer">The other one's.</param>
/// <param name="Unit">The unit of both.</param>
/// <param name="Ratio">Ours over the other: below 1 is faster.</param>
/// <param name="CpuRatio">The same of the time that threads worked.</param>
/// <param name="MemoryRatio">The same of the peaks of memory.</param>
/// <param name="PeakBytes">The most that our process had resident, the program included.</param>
/// <param name="PeerPeakBytes">The other one's.</param>
/// <param name="PageFaults">Minor page faults of our process since its start.</param>
/// <param name="PeerPageFaults">The other one's.</param>
/// <param name="Runs">Processes on each side.</param>
internal sealed record GainResult(
    string Name,
    string Way,
    string Against,
    double Ours,
    double Peer,
    string Unit,
    double Ratio,
    double CpuRatio,
    double MemoryRatio,
    long PeakBytes,
    long PeerPeakBytes,
    long PageFaults,
    long PeerPageFaults,
    int Runs)
{
    /// <summary>The result of as many processes on each side.</summary>
    public static GainResult Of(Gain gain, IReadOnlyList<SideResult> ours, IReadOnlyList<SideResult> peer)
    {
        var (here, there) = (Median(ours, r => r.Seconds), Median(peer, r => r.Seconds));
        var (peak, peerPeak) = (Median(ours, r => r.PeakBytes), Median(peer, r => r.PeakBytes));
        return new GainResult(
            $"gains/{gain.Name}",
            gain.Ours.Label,
            gain.Peer.Label,
            here * TimeUnit.Milliseconds.PerSecond,
            there * TimeUnit.Milliseconds.PerSecond,
            TimeUnit.Milliseconds.Name,
            here / there,
            Median(ours, r => r.CpuSeconds) / Median(peer, r => r.CpuSeconds),
            peak / peerPeak,
            (long)peak,
            (long)peerPeak,
            (long)Median(ours, r => r.PageFaults),
            (long)Median(peer, r => r.PageFaults),
            ours.Count);
    }

    private static double Median(IEnumerable<SideResult> results, Func<SideResult, double> of) => BenchRunner.Median(results.Select(of));
}

/// <summary>Where gains were measured.</summary>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Threads">Threads within one operator.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="DotNet">The .NET runtime.</param>
/// <param name="Libtorch">The version of libtorch.</param>
/// <param name="LoadBefore">How many processes wanted a core in the minute before; null where that is not known.</param>
internal sealed record GainMachine(
    string Cpu, int Cores, int Threads, string OperatingSystem, string DotNet, string Libtorch, double? LoadBefore)
{
    /// <summary>This machine, now.</summary>
    public static GainMachine Here()
    {
        var here = RunEnvironment.Capture();
        return new GainMachine(
            here.Cpu, here.Cores, LibTorch.Threads, here.OperatingSystem, here.DotNet, LibTorch.Version, MachineLoad.LastMinute());
    }
}

/// <summary>What <c>bench gains</c> prints; also the document of <c>--json</c>.</summary>
/// <param name="Recorded">When, in UTC.</param>
/// <param name="Command">The command line that made it.</param>
/// <param name="Machine">Where.</param>
/// <param name="Benchmarks">The results.</param>
internal sealed record GainReport(DateTime Recorded, string Command, GainMachine Machine, IReadOnlyList<GainResult> Benchmarks)
{
    /// <summary>Prints the table.</summary>
    public void Print()
    {
        var table = Tables.Create(
            ["gain", "ours", "against"],
            ["ours", "peer", "unit", "ratio", "cpu ratio", "peak MiB", "peer's", "ratio", "page faults", "peer's", "runs"]);
        foreach (var b in Benchmarks)
        {
            table.Add(
                b.Name, b.Way, b.Against, Numbers.Format(b.Ours), Numbers.Format(b.Peer),
                b.Unit, $"{b.Ratio:f3}", $"{b.CpuRatio:f3}", $"{b.PeakBytes >> 20}",
                $"{b.PeerPeakBytes >> 20}", $"{b.MemoryRatio:f3}", $"{b.PageFaults}", $"{b.PeerPageFaults}", $"{b.Runs}");
        }

        Tables.Print(table);
        Console.Out.WriteLine(
            $"""
            This program against itself, each side in processes of its own, in turns; figures are medians over the processes. Times are of one
            iteration, or of a whole process where the name says start; peaks and page faults (minor ones) are of whole processes.
            {Machine.Cpu}, {Machine.Cores} cores, {Machine.Threads} threads, {Machine.DotNet}, libtorch {Machine.Libtorch}
            """);
    }
}
