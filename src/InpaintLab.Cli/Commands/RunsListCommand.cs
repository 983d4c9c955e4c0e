using System.CommandLine;
using System.Globalization;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs list</c>: all runs, or those that a query chooses, oldest first or in the order of a key.</summary>
internal static class RunsListCommand
{
    // The rest is in `runs show`, with --columns and with --json.
    private static readonly string[] Metrics = ["psnr_hole", "psnr", "ssim", "l1"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var where = SharedOptions.Where();
        var sort = new Option<string?>("--sort")
        {
            Description = "Order by a key: name, started, training.batch, psnr_hole, best(val/box/psnr_hole) ... (default: started).",
            HelpName = "KEY",
        };
        var descending = new Option<bool>("--descending") { Description = "The greatest or newest first." };
        var columns = new Option<string?>("--columns")
        {
            Description = "Show these keys, with commas between, after the id.",
            HelpName = "KEY,KEY...",
        };
        var limit = new Option<int?>("--limit")
        {
            Description = "At most so many runs: the last ones, or with --sort the first.",
            HelpName = "N",
        };
        var json = SharedOptions.Json();
        var command = new Command("list", "List runs: all, or those that a query chooses; oldest first.")
        {
            where, sort, descending, columns, limit, json,
        };
        command.SetAction(parsed => Execute(
            new RunListing(parsed.GetValue(where), parsed.GetValue(sort), parsed.GetValue(descending), parsed.GetValue(limit)),
            parsed.GetValue(columns),
            parsed.GetValue(json)));
        return command
            .WithExample("runs list --json", "all runs with all their results, for scripts")
            .WithExample(
                "runs list --where 'state = finished and started > 7d' --sort psnr_hole --descending",
                "what finished this week, the best first")
            .WithExample("runs list --columns name,training.batch,seed,'best(val/box/psnr_hole)'", "keys of the spec beside results");
    }

    /// <summary>Prints the list.</summary>
    public static void Execute(RunListing listing, string? columns, bool json)
    {
        // What can be wrong in the words is said before anything is read.
        listing.Check();
        var keys = columns is null ? null : RunListing.Keys(columns);
        using var index = RunsCommand.OpenIndex();
        var all = index.Runs();
        keys?.ForEach(key => key.Check(all));
        var runs = listing.Of(all);
        if (json)
            JsonOutput.Write(runs);
        else if (all.Count == 0)
            Console.Out.WriteLine($"No runs in {RunsRoot.Default()}. Start one: inpaintlab run experiments/quickstart.yaml");
        else if (runs.Count == 0)
            Console.Out.WriteLine($"None of {all.Count} runs fits.");
        else if (keys is null)
            Print(runs);
        else
            Print(runs, keys);
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
                run.Id, run.Name, $"{run.State}".ToLowerInvariant(), model, run.Mask,
                run.Dataset, created, $"{run.Resolution}", $"{run.Seed}", step,
                .. Metrics.Select(m => Numbers.Format(run.Metrics.TryGetValue(m, out var value) ? value : double.NaN)),
            ]);
        }

        Tables.Print(table);
    }

    private static void Print(IReadOnlyList<RunSummary> runs, List<RunKey> keys)
    {
        // A column is one of numbers when nothing in it is else.
        var numbers = keys.Where(key => runs.All(run => key.Text(run) is null || !double.IsNaN(key.Number(run)) || key.IsNumber(run)))
            .ToHashSet();
        var texts = keys.Where(key => !numbers.Contains(key)).ToList();
        var table = Tables.Create(["id", .. texts.Select(k => k.Name)], keys.Where(numbers.Contains).Select(k => k.Name));
        foreach (var run in runs)
            table.Add([run.Id, .. texts.Concat(keys.Where(numbers.Contains)).Select(key => Cell(key, run))]);
        Tables.Print(table);
    }

    // What is a number by nature may be rounded; what a spec says is shown as it stands there.
    private static string Cell(RunKey key, RunSummary run) =>
        key.IsNumber(run) && key.Number(run) is var number && number != Math.Truncate(number)
        ? Numbers.Format(number)
        : key.Text(run) ?? "-";
}
