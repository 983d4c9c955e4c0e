using System.CommandLine;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli.Bench.Store;

/// <summary><c>bench store</c>: what logging costs, and what asking many runs costs. Needs neither Python nor libtorch.</summary>
internal static class BenchStoreCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var runs = Number("--runs", 10_000, "Runs in the index; 0 leaves that part out.");
        var series = Number("--series", 50, "Series of each of these runs.");
        var points = Number("--points", 200, "Points of each of these series.");
        var many = Number("--many", 1_000_000, "Points from one process, and of the run that is exported; 0 leaves both out.");
        var processes = Number("--processes", 10, "Processes that log at once.");
        var rounds = Number("--rounds", 5, "How often each is measured.");
        var folder = new Option<string?>("--folder")
        {
            Description = "Where the runs are written, and deleted afterwards (default: a temporary folder).",
            HelpName = "DIR",
        };
        var json = SharedOptions.Json();
        var command = new Command("store", "Measure what logging costs, and what asking many runs costs.")
        {
            runs, series, points, many, processes, rounds, folder, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(rounds) < 1)
                throw new UserErrorException($"--rounds: expected at least 1, received {parsed.GetValue(rounds)}");
            var size = new StoreBenchSize(
                parsed.GetValue(runs), parsed.GetValue(series), parsed.GetValue(points),
                parsed.GetValue(many), parsed.GetValue(processes), parsed.GetValue(rounds));
            var report = Measure(size, parsed.GetValue(folder));
            if (parsed.GetValue(json))
                JsonOutput.Write(report);
            else
                report.Print();
        });
        return command
            .WithExample("bench store", "in full: some minutes, and 2 GB of disk", ExampleNeeds.Minutes)
            .WithExample("bench store --runs 20 --many 1000 --processes 2 --rounds 1 --json", "a taste of it");
    }

    /// <summary>What a process of <c>bench store</c> writes; called by it alone.</summary>
    public static Command CreateWriter()
    {
        var folder = new Argument<string>("FOLDER");
        var steps = new Argument<int>("STEPS");
        var command = new Command("store-writer", "One of the processes of bench store.") { folder, steps };
        command.Hidden = true;
        command.SetAction(parsed => LoggingBench.Write(parsed.GetRequiredValue(folder), parsed.GetValue(steps)));
        return command;
    }

    private static Option<int> Number(string name, int value, string description) => new(name)
    {
        Description = $"{description} (default: {value})",
        HelpName = "N",
        DefaultValueFactory = _ => value,
    };

    private static StoreReport Measure(StoreBenchSize size, string? where)
    {
        var folder = where is null
            ? Directory.CreateTempSubdirectory("inpaintlab-bench-").FullName
            : Directory.CreateDirectory(Path.Combine(where, $"bench-store-{Environment.ProcessId}")).FullName;
        try
        {
            var machine = StoreMachine.Of(folder);
            return new StoreReport(machine, [.. Results(size, folder)]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<StoreResult> Results(StoreBenchSize size, string folder)
    {
        if (size.Many > 0)
        {
            var logging = new LoggingBench(Path.Combine(folder, "logging"), size.Rounds);
            foreach (var result in logging.Grid(most: size.Many).Concat(logging.Steps()).Concat(logging.Many(size.Many)))
                yield return Said(result);
            yield return Said(logging.Processes(size.Processes, steps: Math.Min(100, size.Many)));
            foreach (var result in new ExportBench(Path.Combine(folder, "export"), size.Rounds).All(size.Many))
                yield return Said(result);
        }

        if (size.Runs > 0)
        {
            var root = Path.Combine(folder, "many");
            Console.Error.WriteLine($"writing {size.Runs:n0} runs of {size.Series} series of {size.Points} points to {root}");
            new RunGenerator(root, size.Series, size.Points).Write(size.Runs);
            foreach (var result in new IndexBench(root, size.Rounds).All(size.Runs))
                yield return Said(result);
        }
    }

    private static StoreResult Said(StoreResult result)
    {
        Console.Error.WriteLine($"{result.Name}: {Numbers.Format(result.Ours)} {result.Unit}");
        return result;
    }

    private sealed record StoreBenchSize(int Runs, int Series, int Points, int Many, int Processes, int Rounds);
}
