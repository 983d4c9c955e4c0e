using System.CommandLine;
using System.Globalization;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs list</c>: all runs, oldest first.</summary>
internal static class RunsListCommand
{
    // The rest is in `runs show` and with --json.
    private static readonly string[] Metrics = ["psnr_hole", "psnr", "ssim", "l1"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new Command("list", "List all runs, oldest first.") { json };
        command.SetAction(parsed => Execute(parsed.GetValue(json)));
        return command.WithExample("runs list --json", "all runs with all their results, for scripts");
    }

    /// <summary>Prints the list.</summary>
    public static void Execute(bool json)
    {
        using var index = RunsCommand.OpenIndex();
        var runs = index.Runs();
        if (json)
            JsonOutput.Write(runs);
        else if (runs.Count == 0)
            Console.Out.WriteLine($"No runs in {RunsRoot.Default()}. Start one: inpaintlab run experiments/quickstart.yaml");
        else
            Print(runs);
    }

    private static void Print(IReadOnlyList<RunSummary> runs)
    {
        var table = Tables.Create(["id", "name", "state", "model", "mask", "dataset", "created (UTC)"], ["px", "seed", "step", .. Metrics]);
        foreach (var run in runs)
        {
            var model = run.Variant.Length == 0 ? run.Family : $"{run.Family}/{run.Variant}";
            var created = run.Created.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            var step = run.LastStep < 0 ? "-" : $"{run.LastStep}";
            table.Add(
            [
                run.Id, run.Name, $"{run.State}".ToLowerInvariant(), model, run.Mask, run.Dataset, created, $"{run.Resolution}", $"{run.Seed}", step,
                .. Metrics.Select(m => Numbers.Format(run.Metrics.GetValueOrDefault(m, double.NaN))),
            ]);
        }

        Tables.Print(table);
    }
}
