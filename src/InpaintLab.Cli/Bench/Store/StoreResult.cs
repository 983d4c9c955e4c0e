using InpaintLab.Cli.Output;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Bench.Store;

/// <summary>A figure that somebody published for the same work; of another machine, so that it says an order of magnitude.</summary>
/// <param name="Name">Whose.</param>
/// <param name="Value">In the unit of the result it stands beside.</param>
/// <param name="Source">Where it was published, and on what it was measured.</param>
internal sealed record PublishedFigure(string Name, double Value, string Source);

/// <summary>One measurement of the store.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Ours">Our figure: the median over the runs.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Target">What it should not be above; null without a target.</param>
/// <param name="Runs">How many times it was measured.</param>
internal sealed record StoreResult(string Name, double Ours, string Unit, double? Target = null, int Runs = 1)
{
    /// <summary>Published figures for the same.</summary>
    public IReadOnlyList<PublishedFigure> Peers { get; init; } = [];

    /// <summary>The best of them; null without any.</summary>
    public double? Peer => Peers.Count == 0 ? null : Peers.Min(p => p.Value);

    /// <summary>Ours over the best of them, which is of another machine.</summary>
    public double? Ratio => Ours / Peer;
}

/// <summary>Where the store was measured.</summary>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">Logical processors.</param>
/// <param name="OperatingSystem">The operating system.</param>
/// <param name="DotNet">The .NET runtime.</param>
/// <param name="Folder">Where the runs were written: its file system decides what waiting for the disk costs.</param>
/// <param name="LoadBefore">How many processes wanted a core in the minute before; null where that is not known.</param>
internal sealed record StoreMachine(string Cpu, int Cores, string OperatingSystem, string DotNet, string Folder, double? LoadBefore)
{
    /// <summary>This machine, now.</summary>
    public static StoreMachine Of(string folder)
    {
        var here = RunEnvironment.Capture();
        return new StoreMachine(
            here.Cpu, here.Cores, here.OperatingSystem, here.DotNet, folder, MachineLoad.LastMinute());
    }
}

/// <summary>What <c>bench store</c> prints; also the document of <c>--json</c>.</summary>
internal sealed record StoreReport(StoreMachine Machine, IReadOnlyList<StoreResult> Benchmarks)
{
    /// <summary>Prints the table, and where the published figures are from.</summary>
    public void Print()
    {
        var table = Tables.Create(["benchmark"], ["ours", "unit", "target", "published", "runs"]);
        foreach (var b in Benchmarks)
        {
            var peers = b.Peers.Count == 0 ? "-" : string.Join(", ", b.Peers.Select(p => $"{p.Name} {Numbers.Format(p.Value)}"));
            table.Add(b.Name, Numbers.Format(b.Ours), b.Unit, b.Target is { } target ? Numbers.Format(target) : "-", peers, $"{b.Runs}");
        }

        Tables.Print(table);
        foreach (var source in Benchmarks.SelectMany(b => b.Peers).Select(p => p.Source).Distinct())
            Console.Out.WriteLine($"published: {source}");
        var load = Machine.LoadBefore is { } l ? $", load {l:f2} before" : "";
        Console.Out.WriteLine($"{Machine.Cpu}, {Machine.Cores} cores, {Machine.DotNet}, runs in {Machine.Folder}{load}");
    }
}
