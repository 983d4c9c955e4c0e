using System.Text.Json;
using System.Text.Json.Nodes;
using InpaintLab.Cli.Files;
using InpaintLab.Metrics.Paired;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Output;

/// <summary>What <c>metrics</c> prints.</summary>
/// <param name="metrics">What was asked for.</param>
/// <param name="pairs">The values of each pair.</param>
/// <param name="sets">The metrics of both folders as sets.</param>
internal sealed class FolderMetrics(MetricChoice metrics, IReadOnlyList<PairValues> pairs, IReadOnlyList<SetResult> sets)
{
    // Without masks no image has a value over its hole: such metrics are left out.
    private readonly List<(NamedMetric Metric, int Index, MetricSummary Summary)> _perImage =
    [
        .. metrics.PerImage
            .Select((metric, index) => (metric, index, MetricSummary.Of([.. pairs.Select(r => r.Values[index])])))
            .Where(m => m.Item3.Undefined < pairs.Count),
    ];

    /// <summary>Writes the document of <c>--json</c>.</summary>
    /// <param name="results">Images of the folder of results.</param>
    public void PrintJson(int results)
    {
        var document = new JsonObject { ["n"] = results };
        foreach (var (metric, _, summary) in _perImage)
            document[metric.Name] = JsonOutput.Number(Mean(summary));
        foreach (var set in sets)
            document[set.Metric] = JsonOutput.Number(set.Value.Value);
        foreach (var missing in metrics.Missing)
            document[missing.Name] = null;
        document["left_out"] = new JsonObject(_perImage.Where(m => m.Summary.Count < pairs.Count).Select(m => KeyValuePair.Create(
            m.Metric.Name, (JsonNode?)new JsonObject { ["infinite"] = m.Summary.Infinite, ["undefined"] = m.Summary.Undefined })));
        document["set_metrics"] = new JsonObject(sets.Select(set => KeyValuePair.Create(set.Metric, JsonSerializer.SerializeToNode(
            new { set.Value.Value, set.Value.StandardDeviation, Conditions = set.Conditions(), set.Value.Notes }, RunJson.Indented))));
        document["not_computed"] = new JsonObject(metrics.Missing.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Reason)));
        document["per_image"] = new JsonArray([.. pairs.Select(row => new JsonObject(
        [
            KeyValuePair.Create("image", (JsonNode?)Path.GetFileName(row.Image)),
            .. _perImage.Select(m => KeyValuePair.Create(m.Metric.Name, (JsonNode?)JsonOutput.Number(row.Values[m.Index]))),
        ]))]);
        JsonOutput.Write(document);
    }

    /// <summary>Prints tables, and what to know about their numbers.</summary>
    public void Print()
    {
        if (_perImage.Count > 0)
            PrintPerImage();
        if (sets.Count + metrics.Missing.Count > 0)
            PrintSets();
        ResultTables.PrintMissing(metrics.Missing);
    }

    // Equal folders have an infinite PSNR, and no finite value to average.
    private static double Mean(MetricSummary summary) =>
        summary.Count == 0 && summary.Infinite > 0 ? double.PositiveInfinity : summary.Mean;

    private void PrintPerImage()
    {
        Console.Out.WriteLine($"means over {pairs.Count} images");
        var table = Tables.Create(["metric"], ["mean", "standard deviation"]);
        foreach (var (metric, _, summary) in _perImage)
            table.Add(ResultTables.Heading(metric), Numbers.Format(Mean(summary)), Numbers.Format(summary.StandardDeviation));
        Tables.Print(table);
        foreach (var (metric, _, summary) in _perImage)
            ResultTables.PrintLeftOut(metric.Name, summary);
    }

    private void PrintSets()
    {
        var table = Tables.Create(["metric"], ["value", "truths", "results", "weights", "SHA-256"]);
        foreach (var set in sets)
        {
            var (value, features) = (set.Value, set.Features);
            table.Add(
                ResultTables.Heading(new NamedMetric(set.Metric)), Numbers.Format(value.Value), $"{value.Truths}", $"{value.Results}",
                $"{features.Weights}, layer {features.Layer}", features.Sha256[..12]);
        }

        foreach (var missing in metrics.Missing)
            table.Add(ResultTables.Heading(new NamedMetric(missing.Name)), "-", "-", "-", "-", "-");
        Tables.Print(table);
        foreach (var set in sets)
            ResultTables.PrintNotes(set);
    }
}
