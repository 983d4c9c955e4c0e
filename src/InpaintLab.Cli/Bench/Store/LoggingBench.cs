using System.Diagnostics;
using InpaintLab.Cli.Running;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Cli.Bench.Store;

/// <summary>
/// What logging costs: until a value is handed over (enqueued), until it survives the end of the process (durable), and until a reader that
/// starts afresh has it (readable).
/// </summary>
/// <param name="folder">Where runs are written.</param>
/// <param name="rounds">How often each is measured.</param>
internal sealed class LoggingBench(string folder, int rounds)
{
    private const int Keys = 100;

    private static readonly RunEnvironment Environment = RunEnvironment.Capture();

    private static readonly RunDescription Description = new()
    {
        Name = "bench",
        Family = "none",
        Mask = "none",
        Dataset = "none",
        Resolution = 64,
        Seed = 1,
        SpecHash = "bench",
    };

    /// <summary>{1, 10} runs with {1, 100, 1,000, 10,000} values in this process: the grid of MLTraq.</summary>
    public IEnumerable<StoreResult> Grid(int most)
    {
        _ = Measure(1, 100, Durability.Process); // what is compiled once
        var sizes = new[] { 100, 1000, 10_000 }.Where(n => n <= most).ToList();
        foreach (var runs in new[] { 1, 10 })
        {
            var (created, durable) = (0.0, 0.0);
            foreach (var values in sizes)
            {
                var times = Median(() => Measure(runs, values, Durability.Process));
                (created, durable) = (created + times.Created, durable + times.Durable);
                var name = $"{runs} run(s) x {values} values";
                yield return new StoreResult($"{name}: enqueued", 1e9 * times.Enqueued / (runs * (double)values), "ns each", Runs: rounds);
                yield return new StoreResult($"{name}: durable", times.Durable, "s", runs == 1 ? 0.05 : null, rounds);
                yield return new StoreResult($"{name}: readable", times.Readable, "s", Runs: rounds);
            }

            if (runs > 1 || sizes.Count < 3)
                continue;

            // Others published one figure for the three sizes together, with the creation of the runs.
            const string all = "1 run x {100, 1000, 10000} values, all three";
            yield return new StoreResult($"{all}: durable", durable, "s", 0.05, rounds);
            yield return new StoreResult($"{all}: created and durable", created + durable, "s", Runs: rounds)
            {
                Peers = PublishedFigures.OneRun,
            };
        }

        var single = Median(() => Measure(10, 1, Durability.Process));
        yield return new StoreResult("10 runs x 1 value: durable", single.Durable, "s", Runs: rounds);
        yield return new StoreResult("10 runs x 1 value: created and durable", single.Created + single.Durable, "s", Runs: rounds)
        {
            Peers = PublishedFigures.TenRuns,
        };
    }

    /// <summary>One step after another, each committed, by what it is to survive.</summary>
    public IEnumerable<StoreResult> Steps()
    {
        foreach (var durability in Enum.GetValues<Durability>())
        {
            var times = Median(() => Latency(durability));
            var name = $"one step of 1 value, durability {$"{durability}".ToLowerInvariant()}";
            yield return new StoreResult($"{name}: enqueued", 1e6 * times.Enqueued, "us each", Runs: rounds);
            yield return new StoreResult($"{name}: durable", 1e6 * times.Durable, "us each", Runs: rounds);
        }
    }

    /// <summary>Very many points from one process, a hundred a step, each step committed.</summary>
    public IEnumerable<StoreResult> Many(int points)
    {
        using var writer = RunWriter.Create(folder, Description, "name: bench\n", Environment);
        var (enqueued, durable) = Log(writer, points / Keys);
        var start = Stopwatch.GetTimestamp();
        var log = RunLog.Read(writer.Folder.LogPath);
        var readable = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var read = log.Keys.Sum(key => log.Series(key).Count);
        if (read != points / Keys * Keys)
            throw new InvalidOperationException($"{points} points were logged and {read} read");
        yield return new StoreResult($"{points:n0} points from one process: enqueued", enqueued, "s");
        yield return new StoreResult($"{points:n0} points from one process: durable", durable, "s");
        yield return new StoreResult($"{points:n0} points from one process: read afterwards", readable, "s");
    }

    /// <summary>Ten processes at once with a hundred steps of a hundred values each, beyond what ten take that log nothing.</summary>
    public StoreResult Processes(int processes, int steps)
    {
        var seconds = Enumerable.Range(0, rounds).Select(_ => Start(processes, steps) - Start(processes, 0)).ToList();
        return new StoreResult(
            $"{processes} processes x {steps} steps x 100 values, beyond starting them", BenchRunner.Median(seconds), "s", 1.0, rounds)
        {
            Peers = PublishedFigures.TenProcesses,
        };
    }

    /// <summary>What each of these processes does.</summary>
    public static void Write(string folder, int steps)
    {
        using var writer = RunWriter.Create(folder, Description, "name: bench\n", Environment);
        _ = Log(writer, steps);
    }

    // A hundred values a step. Enqueued is what the calls take that hand them over, durable all of it.
    private static (double Enqueued, double Durable) Log(RunWriter writer, int steps)
    {
        var values = Enumerable.Range(0, Keys).Select(k => new ScalarValue($"series/{k}", k)).ToArray();
        var enqueued = TimeSpan.Zero;
        var start = Stopwatch.GetTimestamp();
        for (var step = 0; step < steps; step++)
        {
            var before = Stopwatch.GetTimestamp();
            writer.LogScalars(step, 0, values);
            enqueued += Stopwatch.GetElapsedTime(before);
            writer.Commit();
        }

        return (enqueued.TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private double Start(int count, int steps)
    {
        var (program, arguments) = OwnProgram.With("bench", "store-writer", folder, $"{steps}");
        var start = Stopwatch.GetTimestamp();
        var processes = Enumerable.Range(0, count).Select(_ => Process.Start(new ProcessStartInfo(program, arguments))!).ToList();
        foreach (var process in processes)
        {
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"a writer ended with exit code {process.ExitCode}");
            process.Dispose();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private Times Median(Func<Times> measure)
    {
        var all = Enumerable.Range(0, rounds).Select(_ => measure()).ToList();
        return new Times(Middle(t => t.Created), Middle(t => t.Enqueued), Middle(t => t.Durable), Middle(t => t.Readable));

        double Middle(Func<Times, double> of) => BenchRunner.Median(all.Select(of));
    }

    // Creation has a clock of its own: folders, specs and environments of runs are on the disk before it ends.
    private Times Measure(int runs, int values, Durability durability)
    {
        var start = Stopwatch.GetTimestamp();
        var writers = Enumerable.Range(0, runs)
            .Select(_ => RunWriter.Create(folder, Description, "name: bench\n", Environment, durability))
            .ToList();
        var created = Stopwatch.GetElapsedTime(start);
        start = Stopwatch.GetTimestamp();
        foreach (var writer in writers)
        {
            for (var step = 0; step < values; step++)
                writer.LogScalar(step, 0, "value", step);
        }

        var enqueued = Stopwatch.GetElapsedTime(start);
        foreach (var writer in writers)
            writer.Commit();
        var durable = Stopwatch.GetElapsedTime(start);
        var read = writers.Sum(writer => RunLog.Read(writer.Folder.LogPath).Series("value").Count);
        var readable = Stopwatch.GetElapsedTime(start);
        writers.ForEach(writer => writer.Dispose());
        return read == runs * values
            ? new Times(created.TotalSeconds, enqueued.TotalSeconds, durable.TotalSeconds, readable.TotalSeconds)
            : throw new InvalidOperationException($"{runs * values} values were logged and {read} read");
    }

    private Times Latency(Durability durability)
    {
        const int steps = 50;
        using var writer = RunWriter.Create(folder, Description, "name: bench\n", Environment, durability);
        var enqueued = TimeSpan.Zero;
        var start = Stopwatch.GetTimestamp();
        for (var step = 0; step < steps; step++)
        {
            var before = Stopwatch.GetTimestamp();
            writer.LogScalar(step, 0, "value", step);
            enqueued += Stopwatch.GetElapsedTime(before);
            writer.Commit();
        }

        return new Times(0, enqueued.TotalSeconds / steps, Stopwatch.GetElapsedTime(start).TotalSeconds / steps, 0);
    }

    private readonly record struct Times(double Created, double Enqueued, double Durable, double Readable);
}
