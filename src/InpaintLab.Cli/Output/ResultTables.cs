using InpaintLab.Core.Registry;
using InpaintLab.Metrics.Paired;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;

namespace InpaintLab.Cli.Output;

/// <summary>The results of a run beside its two baselines, one table for each set of masks.</summary>
internal static class ResultTables
{
    private const string HolePsnr = "psnr_hole";

    /// <summary>Prints them to standard output.</summary>
    public static void Print(TrainingOutcome outcome)
    {
        for (var i = 0; i < outcome.Network.Count; i++)
        {
            Print(
                outcome.Method,
                outcome.Network[i],
                outcome.Untrained.ElementAtOrDefault(i),
                outcome.KnownMean[i],
                outcome.Missing,
                outcome.Registry);
        }

        PrintMissing(outcome.Missing);
    }

    /// <summary>Images in an evaluation.</summary>
    public static int ImagesIn(EvaluationResult result) => result.Rows.Count / result.Summaries.Count;

    /// <summary>By how many dB the hole PSNR of a network is above that of the known-pixel mean; null when it was not measured.</summary>
    public static double? Gain(EvaluationResult network, EvaluationResult knownMean) =>
        network.Summaries.TryGetValue(HolePsnr, out var reached) ? reached.Mean - knownMean.Summaries[HolePsnr].Mean : null;

    /// <summary>Prints the table of one set of masks.</summary>
    /// <param name="method">The classical method; null for a network.</param>
    /// <param name="network">Results of the method or of the trained network.</param>
    /// <param name="untrained">The network before its first step; null where it was not measured.</param>
    /// <param name="knownMean">The mean of the known pixels.</param>
    /// <param name="missing">Metrics that could not be computed.</param>
    /// <param name="registry">The metrics there are; null: the built-in ones.</param>
    public static void Print(
        string? method,
        EvaluationResult network,
        EvaluationResult? untrained,
        EvaluationResult knownMean,
        IReadOnlyList<MissingMetric> missing,
        ComponentRegistry? registry)
    {
        Console.Out.WriteLine($"\n{network.MaskSet}: means over {ImagesIn(network)} images");
        var metrics = network.Summaries.Keys.Select(name => new NamedMetric(name, registry)).ToList();
        var others = network.Sets.Select(set => set.Metric)
            .Concat(missing.Select(m => m.Name))
            .Select(name => new NamedMetric(name, registry));
        var table = Tables.Create([""], metrics.Concat(others).Select(Heading));
        Add(method ?? "trained", network);
        if (untrained is not null)
            Add("untrained", untrained);
        Add("known mean", knownMean);
        Tables.Print(table);

        foreach (var (name, summary) in network.Summaries)
            PrintLeftOut(name, summary);
        foreach (var set in network.Sets)
            PrintNotes(set);
        if (Gain(network, knownMean) is { } gain)
        {
            var reached = network.Summaries[HolePsnr].Mean;
            var (size, side) = (Numbers.Format(Math.Abs(gain)), gain < 0 ? "below" : "above");
            Console.Out.WriteLine($"hole PSNR {Numbers.Format(reached)} dB: {size} dB {side} the known-pixel mean");
        }

        void Add(string row, EvaluationResult result) =>
            table.Add(
            [
                row,
                .. metrics.Select(m => Numbers.Format(result.Summaries[m.Name].Mean)),
                .. result.Sets.Select(set => Numbers.Format(set.Value.Value)),
                .. missing.Select(_ => Numbers.Format(double.NaN)),
            ]);
    }

    /// <summary>Name, unit and the direction in which the metric is better.</summary>
    public static string Heading(NamedMetric metric)
    {
        var unit = metric.Unit.Length == 0 ? "" : $" {metric.Unit}";
        return $"{metric.Name}{unit} {(metric.HigherIsBetter ? "↑" : "↓")}";
    }

    /// <summary>Says of a metric of sets what it was estimated from, and what to know before comparing it.</summary>
    public static void PrintNotes(SetResult set)
    {
        if (set.Value.StandardDeviation is { } deviation)
            Console.Out.WriteLine($"{set.Metric}: standard deviation {Numbers.Format(deviation)} over {Settings()}");
        else if (set.Value.Settings.ContainsKey("subsets"))
            Console.Out.WriteLine($"{set.Metric}: {Settings()}, which is all images: no standard deviation");
        foreach (var note in set.Value.Notes)
            Console.Out.WriteLine($"{set.Metric}: {note}");

        string Settings() => $"{set.Value.Settings["subsets"]} subset(s) of {set.Value.Settings["subset_size"]}";
    }

    /// <summary>Says which metrics are not there, and what brings them.</summary>
    public static void PrintMissing(IReadOnlyList<MissingMetric> missing)
    {
        foreach (var metric in missing)
            Console.Out.WriteLine($"{metric.Name}: not computed: {metric.Reason}");
    }

    /// <summary>Says which images are not in a mean.</summary>
    public static void PrintLeftOut(string metric, MetricSummary summary)
    {
        if (summary.Infinite > 0)
            Console.Out.WriteLine($"{metric}: {summary.Infinite} image(s) equal to the truth are not in the mean");
        if (summary.Undefined > 0)
            Console.Out.WriteLine($"{metric}: {summary.Undefined} image(s) without a value are not in the mean");
    }
}
