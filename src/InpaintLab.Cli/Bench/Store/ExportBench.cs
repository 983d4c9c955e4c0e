using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Bench.Store;

/// <summary>
/// What <c>runs export</c> of one long run takes in each format, as a process from its start to its end; and the start alone.
/// </summary>
/// <param name="folder">Where the run is written, and the files.</param>
/// <param name="rounds">How often each is measured.</param>
internal sealed class ExportBench(string folder, int rounds)
{
    private const int Series = 50;

    /// <summary>Measures all formats.</summary>
    /// <param name="points">Points of the run.</param>
    public IEnumerable<StoreResult> All(int points)
    {
        var root = Path.Combine(folder, "runs");
        new RunGenerator(root, Series, Math.Max(1, points / Series)).Write(1);
        var run = RunFolder.List(root)[0].Id;
        _ = MeasuredProcess.Of(root, "runs", "list"); // builds the index
        yield return Median("1 run: list", 0.15, () => MeasuredProcess.Of(root, "runs", "list"), 3 * rounds);
        foreach (var (format, name) in new[] { ("csv", "csv"), ("jsonl", "runs.jsonl"), ("tensorboard", "logdir") })
        {
            var output = Path.Combine(folder, name);
            yield return Median(
                $"export of {points:n0} points: {format}",
                null,
                () => MeasuredProcess.Of(root, "runs", "export", run, "--format", format, "-o", output),
                rounds);
        }
    }

    private static StoreResult Median(string name, double? target, Func<MeasuredProcess> measure, int count) =>
        new(name, BenchRunner.Median(Enumerable.Range(0, count).Select(_ => measure().Seconds).ToList()), "s", target, count);
}
