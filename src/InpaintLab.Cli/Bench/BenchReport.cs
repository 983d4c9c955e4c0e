using InpaintLab.Cli.Output;
using InpaintLab.Runs.Folders;
using InpaintLab.Torch;

namespace InpaintLab.Cli.Bench;

/// <summary>Where a benchmark ran. Times of different machines do not compare; ratios nearly do.</summary>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="Threads">Threads within one operator, on both sides.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="DotNet">The .NET runtime.</param>
/// <param name="Libtorch">Our libtorch's version.</param>
/// <param name="PeerTorch">The version of the peer's torch package.</param>
/// <param name="SameLibtorch">Whether both run on the same library file.</param>
/// <param name="Ceiling">What the machine was good for when this began.</param>
/// <param name="LoadBefore">How many processes wanted a core in the minute before; null where that is not known.</param>
internal sealed record BenchMachine(
    string Cpu, int Cores, int Threads, string OperatingSystem, string DotNet, string Libtorch,
    string PeerTorch, bool SameLibtorch, BenchCeiling Ceiling, double? LoadBefore)
{
    /// <summary>Where the networks computed, on both sides.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Whether our side captured its work in CUDA graphs.</summary>
    public bool CudaGraph { get; init; }

    /// <summary>This machine, and what the peer runs on.</summary>
    public static BenchMachine Of(PythonPeer peer)
    {
        var here = RunEnvironment.Capture();
        var before = MachineLoad.LastMinute(); // the ceiling's own work is not to count
        return new BenchMachine(
            here.Cpu,
            here.Cores,
            LibTorch.Threads,
            here.OperatingSystem,
            here.DotNet,
            LibTorch.Version,
            peer.TorchVersion,
            LoadedLibtorch() == peer.Library,
            BenchCeiling.Measure(),
            before)
        {
            Device = $"{BenchTarget.Device}",
            CudaGraph = BenchTarget.CapturesGraphs,
        };
    }

    // As protocol.py finds the peer's.
    private static string LoadedLibtorch() =>
        File.ReadLines("/proc/self/maps").FirstOrDefault(line => line.Contains("/libtorch_cpu", StringComparison.Ordinal)) is { } line
            ? line[line.IndexOf('/', StringComparison.Ordinal)..].Trim()
            : "";
}

/// <summary>What <c>bench</c> prints; also the document of <c>--json</c>.</summary>
/// <param name="Recorded">When, in UTC.</param>
/// <param name="Command">The command line that made it.</param>
/// <param name="Machine">Where.</param>
/// <param name="Benchmarks">The results.</param>
internal sealed record BenchReport(DateTime Recorded, string Command, BenchMachine Machine, IReadOnlyList<BenchResult> Benchmarks)
{
    /// <summary>Prints the table, and what stands behind its numbers.</summary>
    public void Print()
    {
        var table = Tables.Create(
            ["benchmark"], ["ours", "peer", "unit", "ratio", "cpu ratio", "of ceiling", "peak MiB", "peer's", "runs"]);
        foreach (var b in Benchmarks)
        {
            table.Add(
                b.Information ? $"({b.Name})" : b.Name,
                Numbers.Format(b.Ours),
                b.Peer is { } peer ? Numbers.Format(peer) : "",
                b.Unit,
                Ratio(b.Ratio),
                Ratio(b.CpuRatio),
                b.ShareOfCeiling is { } share ? $"{share:P0}" : "",
                Mebibytes(b.PeakBytes),
                Mebibytes(b.PeerPeakBytes),
                $"{b.Runs}");
        }

        Tables.Print(table);
        foreach (var b in Benchmarks.Where(b => b.ImagesPerSecond is not null))
            Console.Out.WriteLine($"{b.Name}: {b.ImagesPerSecond:f0} images/s here, {b.PeerImagesPerSecond:f0} in Python");
        var same = Machine.SameLibtorch ? "the same library" : "another library";
        Console.Out.WriteLine(
            $"""
            Medians of the time of one iteration, both sides in turns; ratio = ours / peer: below 1 is faster than Python.
            cpu ratio: the same of the time that threads worked, which other programs disturb less. Of ceiling: our layers' operations a second
            over those of a matrix product, {Machine.Ceiling.MatrixGigaflops:f0} GFLOP/s here just before; memory was copied at {Machine.Ceiling.CopyGigabytes:f1} GB/s.
            A name in brackets: the peer is not written for speed; that row informs, and claims nothing.
            {Machine.Cpu}, {Machine.Cores} cores, {Machine.Threads} threads on each side, {Machine.DotNet}
            networks on {Machine.Device}{(Machine.CudaGraph ? ", ours in CUDA graphs" : "")}
            libtorch {Machine.Libtorch} here, torch {Machine.PeerTorch} in Python ({same})
            """);
    }

    private static string Ratio(double? value) => value is { } ratio ? $"{ratio:f3}" : "";

    private static string Mebibytes(long? bytes) => bytes is { } b ? $"{b >> 20}" : "";
}
