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
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Two runs or more; the first is what the others are compared with.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var where = SharedOptions.Where();
        var bins = SharedOptions.Bins();
        var json = SharedOptions.Json();
        var command = new Command("compare", "Compare runs on the pairs of image and mask that they share.") { runs, where, bins, json };
        command.SetAction(parsed =>
        {
            using var index = RunsCommand.OpenIndex();
            var all = index.Runs();
            var named = RunSelector.Resolve(RunsRoot.Default(), parsed.GetValue(runs) ?? [], all);
            var queried = parsed.GetValue(where) is { } query
                ? RunFilter.Parse(query, MetricDirections.Of).ChooseSome(all, RunsRoot.Default())
                : [];
            var comparison = RunComparison.Of(
                index,
                [.. named, .. queried.Where(run => !named.Contains(run, ReferenceEqualityComparer.Instance))],
                bins: parsed.GetValue(bins));
            if (parsed.GetValue(json))
                JsonOutput.Write(comparison);
            else
                Print(comparison);
        });
        return command.WithExample("runs compare latest tiny", "what the second run gains on the first, pair by pair")
            .WithExample("runs compare latest tiny --where 'dataset = dead-leaves'", "and what all runs that fit a query gain on it");
    }

    private static void Print(RunComparison comparison)
    {
        var table = Tables.Create(["masks", "metric"], comparison.Runs.Select(r => $"{r.Name} {r.Id}"));
        foreach (var key in comparison.Runs.SelectMany(r => r.Means).Select(m => (m.MaskSet, m.Metric)).Distinct().Order())
            table.Add([key.MaskSet, key.Metric, .. comparison.Runs.Select(r => Numbers.Format(Mean(r, key)))]);
        foreach (var row in comparison.SetMetrics)
            table.Add([row.MaskSet, row.Metric, .. row.Values.Select(v => Numbers.Format(v?.Value ?? double.NaN))]);
        Tables.Print(table);
        CostTable.Print(comparison.Runs.Select(r => $"{r.Name} {r.Id}"), [.. comparison.Runs.Select(r => r.Cost)]);
        foreach (var (row, refused) in comparison.SetMetrics.SelectMany(row => row.Refused.Select(r => (row, r))))
        {
            var run = comparison.Runs[refused.Run];
            Console.Out.WriteLine(
                $"{row.MaskSet} {row.Metric} of {run.Name} {run.Id} does not compare: {string.Join("; ", refused.Unlike)}");
        }

        var baseline = comparison.Runs[0];
        foreach (var (place, run) in comparison.Runs.Index().Skip(1))
        {
            if (comparison.Unpaired.FirstOrDefault(r => r.Run == place) is { } refused)
            {
                Console.Out.WriteLine(
                    $"{run.Name} {run.Id} and {baseline.Name} {baseline.Id} have no pairs, for they saw other images: "
                        + $"{string.Join("; ", refused.Unlike)}");
                continue;
            }

            PrintDifferences(
                comparison.Differences.Where(d => d.Run == run.Folder), $"{run.Name} {run.Id} minus {baseline.Name} {baseline.Id}");
            if (comparison.Bins is { } bins)
                PrintBins(bins.Where(b => b.Difference.Run == run.Folder), $"{baseline.Name} {baseline.Id}", $"{run.Name} {run.Id}");
        }
    }

    private static void PrintBins(IEnumerable<BinnedDifference> bins, string first, string second)
    {
        Console.Out.WriteLine("the same by hole ratio:");
        var table = Tables.Create(["masks", "metric", "hole ratio"], ["n", first, second, "difference", "interval"]);
        foreach (var b in bins)
        {
            table.Add(
                b.Difference.MaskSet, b.Difference.Metric, b.Bin, $"{b.Difference.N}", Numbers.Format(b.First), Numbers.Format(b.Second),
                Numbers.Format(b.Difference.Mean), Interval(b.Difference));
        }

        Tables.Print(table);
    }

    private static void PrintDifferences(IEnumerable<PairedDifference> differences, string title)
    {
        Console.Out.WriteLine($"{title}, over the pairs of image and mask that both have:");
        var table = Tables.Create(["masks", "metric"], ["n", "difference", "interval", "confidence"]);
        foreach (var d in differences)
            table.Add(d.MaskSet, d.Metric, $"{d.N}", Numbers.Format(d.Mean), Interval(d), $"{d.Confidence:P0}");

        Tables.Print(table);
    }

    private static string Interval(PairedDifference d) =>
        d is { Low: { } low, High: { } high } ? $"{Numbers.Format(low)} to {Numbers.Format(high)}" : "-";

    private static double Mean(ComparedRun run, (string MaskSet, string Metric) key) =>
        run.Means.FirstOrDefault(m => m.MaskSet == key.MaskSet && m.Metric == key.Metric)?.Mean ?? double.NaN;
}
