using InpaintLab.Cli.Bench.Workloads;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Bench;

/// <summary>Benchmarks that share a peer script.</summary>
/// <param name="Name">What the command line calls it.</param>
/// <param name="Script">The peer, a file in Bench/peers.</param>
/// <param name="Workloads">Prepare our side.</param>
/// <param name="OnGpu">Those that are done on a GPU alone, before the others; null: none.</param>
/// <param name="StaysOnCpu">Whether <paramref name="Workloads"/> are of the CPU alone, and left out where a GPU was chosen.</param>
/// <param name="WriteInput">Writes into a folder what the peer reads when it starts; null when it needs nothing.</param>
internal sealed record BenchSuite(
    string Name, string Script, IReadOnlyList<Func<Workload>> Workloads,
    IReadOnlyList<Func<Workload>>? OnGpu = null, bool StaysOnCpu = false, Action<string>? WriteInput = null)
{
    /// <summary>All suites.</summary>
    public static IReadOnlyList<BenchSuite> All { get; } =
    [
        new("ops", "ops.py", [() => new AddWorkload(), () => new GatedBlockWorkload()]),
        new("train-step", "train_step.py", TrainStepWorkload.All, TrainStepWorkload.OnGpu),
        new("infer", "infer.py", InferWorkload.All),
        new(
            "fid",
            "fid.py",
            [() => new FeaturesWorkload(), () => new FrechetWorkload()],
            OnGpu: [() => new FeaturesWorkload()],
            StaysOnCpu: true), // distances are computed there
        new(
            "data",
            "data.py",
            [DataWorkload.JpegFiles, DataWorkload.PackedFiles, DataWorkload.PackedDecoded],
            OnGpu: [DecodingWorkload.ByWorkers, DecodingWorkload.OnDevice],
            StaysOnCpu: true),
        new("metrics", "metrics.py", [MetricsWorkload.Psnr, MetricsWorkload.Ssim, MetricsWorkload.SsimAgainstSkimage]),
        new("classical", "classical.py", ClassicalWorkload.All, WriteInput: ClassicalWorkload.WriteInput),
    ];

    /// <summary>Those that are done on the device that was chosen.</summary>
    public IEnumerable<Func<Workload>> Chosen => BenchTarget.IsGpu ? (OnGpu ?? []).Concat(StaysOnCpu ? [] : Workloads) : Workloads;

    /// <summary>Prepares the workloads one after another; whoever takes one disposes it.</summary>
    /// <param name="only">What the name of a workload, after the suite's and a slash, must contain; null: all.</param>
    public IEnumerable<Workload> Create(string? only)
    {
        foreach (var create in Chosen)
        {
            var workload = create();
            if (only is null || $"{Name}/{workload.Name}".Contains(only, StringComparison.OrdinalIgnoreCase))
                yield return workload;
            else
                workload.Dispose();
        }
    }

    /// <summary>That nothing has the text in its name.</summary>
    public static UserErrorException NothingNamed(string? only, IReadOnlyList<BenchSuite> suites) =>
        new(
            $"--only {only}: no benchmark of {string.Join(", ", suites.Select(s => s.Name))} has that in its name; leave --only out to "
                + "see the names");

    /// <summary>Starts the peer, which has read its input when this returns.</summary>
    /// <param name="interpreters">Pythons to try, in order.</param>
    /// <param name="threads">Threads within one operator.</param>
    /// <exception cref="UserErrorException">No interpreter has what the script needs.</exception>
    public PythonPeer StartPeer(IReadOnlyList<string> interpreters, int threads)
    {
        if (WriteInput is null)
            return PythonPeer.Start(Script, interpreters, threads);
        var folder = Directory.CreateTempSubdirectory("inpaintlab-bench-");
        try
        {
            WriteInput(folder.FullName);
            return PythonPeer.Start(Script, interpreters, threads, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The suite of that name, or all for null.</summary>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static IReadOnlyList<BenchSuite> Select(string? name)
    {
        if (name is null)
            return All;
        return All.FirstOrDefault(s => s.Name == name) is { } suite
            ? [suite]
            : throw UserErrorException.UnknownName("benchmark", name, All.Select(s => s.Name), "bench");
    }
}
