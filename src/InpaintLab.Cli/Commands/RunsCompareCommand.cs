using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs compare RUN RUN...</c>: the latest results side by side, and the others' differences from the first.</summary>
internal static class RunsCompareCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN") { Description = "Two runs or more; the first is what the others are compared with.", Arity = ArgumentArity.OneOrMore };
        var json = SharedOptions.Json();
        var command = new Command("compare", "Compare runs on the pairs of image and mask that they share.") { runs, json };
        command.SetAction(parsed =>
        {
            var root = RunsRoot.Default();
            var folders = parsed.GetRequiredValue(runs)
                .Select(name => Path.GetRelativePath(root, RunSelector.Resolve(root, name).Path).Replace('\\', '/'))
                .ToList();
            using var index = RunsCommand.OpenIndex();
            var comparison = RunComparison.Of(index, folders);
            if (parsed.GetValue(json))
                JsonOutput.Write(comparison);
            else
                Print(comparison);
        });
        return command.WithExample("runs compare latest tiny", "what the second run gains on the first, pair by pair");
    }

    private static void Print(RunComparison comparison)
    {
        var table = Tables.Create(["masks", "metric"], comparison.Runs.Select(r => $"{r.Name} {r.Id}"));
        foreach (var key in comparison.Runs.SelectMany(r => r.Means).Select(m => (m.MaskSet, m.Metric)).Distinct().Order())
            table.Add([key.MaskSet, key.Metric, .. comparison.Runs.Select(r => Numbers.Format(Mean(r, key)))]);
        Tables.Print(table);
        var baseline = comparison.Runs[0];
        foreach (var run in comparison.Runs.Skip(1))
            PrintDifferences(comparison.Differences.Where(d => d.Run == run.Folder), $"{run.Name} {run.Id} minus {baseline.Name} {baseline.Id}");
    }

    private static void PrintDifferences(IEnumerable<PairedDifference> differences, string title)
    {
        Console.Out.WriteLine($"{title}, over the pairs of image and mask that both have:");
        var table = Tables.Create(["masks", "metric"], ["n", "difference", "interval", "confidence"]);
        foreach (var d in differences)
        {
            var interval = d is { Low: { } low, High: { } high } ? $"{Numbers.Format(low)} to {Numbers.Format(high)}" : "-";
            table.Add(d.MaskSet, d.Metric, $"{d.N}", Numbers.Format(d.Mean), interval, $"{d.Confidence:P0}");
        }

        Tables.Print(table);
    }

    private static double Mean(ComparedRun run, (string MaskSet, string Metric) key) =>
        run.Means.FirstOrDefault(m => m.MaskSet == key.MaskSet && m.Metric == key.Metric)?.Mean ?? double.NaN;
}
