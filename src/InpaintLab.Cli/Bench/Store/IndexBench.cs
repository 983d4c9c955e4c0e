using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Bench.Store;

/// <summary>
/// What asking many runs costs: each figure is that of a process of this program, from its start to its end, as a user waits for it; its
/// memory is the most it had in RAM.
/// </summary>
/// <param name="folder">The runs' root, with generated runs in it.</param>
/// <param name="rounds">How often each question is asked; the index is built once.</param>
internal sealed class IndexBench(string folder, int rounds)
{
    private const double Megabytes = 300;

    private static readonly string[] Query =
    [
        "runs", "list", "--where", "training.batch = 16 and psnr_hole > 20 and started > 2026-01-02", "--sort", "psnr_hole", "--descending",
        "--limit", "20",
    ];

    /// <summary>Builds the index and asks.</summary>
    /// <param name="runs">How many runs there are.</param>
    public IEnumerable<StoreResult> All(int runs)
    {
        var (seconds, bytes, _) = MeasuredProcess.Of(folder, "runs", "list", "--limit", "1");
        yield return new StoreResult($"index of {runs:n0} runs: build", seconds, "s", 60);
        yield return new StoreResult($"index of {runs:n0} runs: build, most memory", bytes / 1e6, "MB", Megabytes);
        yield return new StoreResult($"index of {runs:n0} runs: size", new FileInfo(Path.Combine(folder, "index.db")).Length / 1e6, "MB");
        foreach (var result in Ask($"{runs:n0} runs: list with filter and sort", 0.3, Query))
            yield return result;
        var compared = RunFolder.List(folder).Take(100).Select(run => run.Id);
        foreach (var result in Ask($"{runs:n0} runs: compare 100", 0.5, ["runs", "compare", .. compared]))
            yield return result;
    }

    private IEnumerable<StoreResult> Ask(string name, double target, string[] arguments)
    {
        var asked = Enumerable.Range(0, rounds).Select(_ => MeasuredProcess.Of(folder, arguments)).ToList();
        yield return new StoreResult(name, BenchRunner.Median(asked.Select(a => a.Seconds)), "s", target, rounds);
        yield return new StoreResult($"{name}, most memory", asked.Max(a => a.Bytes) / 1e6, "MB", Megabytes, rounds);
    }
}
