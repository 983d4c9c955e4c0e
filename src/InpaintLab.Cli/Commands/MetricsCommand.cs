using System.CommandLine;
using System.Text.Json.Nodes;
using InpaintLab.Cli.Files;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Metrics.Paired;
using InpaintLab.Training.Evaluation;

namespace InpaintLab.Cli.Commands;

/// <summary><c>metrics TRUTH_DIR RESULT_DIR [--masks DIR]</c>: every metric between the images of two folders.</summary>
internal static class MetricsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var truth = new Argument<string>("TRUTH_DIR") { Description = "A folder of true images." };
        var result = new Argument<string>("RESULT_DIR") { Description = "A folder of results of the same names, whatever made them." };
        var masks = new Option<string?>("--masks") { Description = "A folder of masks of the same names: adds the metrics over the hole.", HelpName = "DIR" };
        var polarity = SharedOptions.Polarity();
        var json = SharedOptions.Json();
        var command = new Command("metrics", "Compare two folders of images.") { truth, result, masks, polarity, json };
        command.SetAction(parsed =>
        {
            var truths = new ImageFolder(parsed.GetRequiredValue(truth));
            var results = new ImageFolder(parsed.GetRequiredValue(result));
            var holes = parsed.GetValue(masks) is { } folder ? new ImageFolder(folder) : null;
            results.RequireAll(truths);
            truths.RequireAll(results);
            holes?.RequireAll(truths);
            using var interruption = new Interruption("stopping after this image");
            var stop = interruption.Token;
            var rows = TorchThread.Run(() => truths.Names.Select(name =>
            {
                stop.ThrowIfCancellationRequested();
                return new Row(truths[name], Measure(truths[name], results[name], holes?[name], parsed.GetValue(polarity)));
            }).ToList());
            Print(rows, parsed.GetValue(json));
        });
        return command.WithExample("metrics photos results --masks masks", "how far results are from the truth, in the holes too");
    }

    private static double[] Measure(string truthPath, string resultPath, string? maskPath, MaskPolarity polarity)
    {
        var truth = ImageFile.Read(truthPath);
        byte[]? mask = null;
        if (maskPath is not null)
        {
            mask = MaskFile.Read(maskPath, out var size, polarity);
            if (size != new ImageSize(truth.Width, truth.Height))
                throw new UserErrorException($"{maskPath}: expected a mask of the size of {truthPath}, {truth.Width} x {truth.Height} px, received {size}");
        }

        try
        {
            return ImagePairMetrics.Compute(truth, ImageFile.Read(resultPath), mask);
        }
        catch (UserErrorException e) when (e is not ImageFileException)
        {
            throw new UserErrorException($"{truthPath} and {resultPath}: {e.Message}", e);
        }
    }

    private static void Print(IReadOnlyList<Row> rows, bool json)
    {
        // Without masks no image has a value over its hole: such metrics are left out.
        var metrics = ImagePairMetrics.All
            .Select((metric, index) => (Metric: metric, Index: index, Summary: MetricSummary.Of([.. rows.Select(r => r.Values[index])])))
            .Where(m => m.Summary.Undefined < rows.Count)
            .ToList();
        if (json)
        {
            var document = new JsonObject { ["n"] = rows.Count };
            foreach (var (metric, _, summary) in metrics)
                document[metric.Name] = JsonOutput.Number(Mean(summary));
            document["left_out"] = new JsonObject(metrics.Where(m => m.Summary.Count < rows.Count).Select(m => KeyValuePair.Create(
                m.Metric.Name, (JsonNode?)new JsonObject { ["infinite"] = m.Summary.Infinite, ["undefined"] = m.Summary.Undefined })));
            document["per_image"] = new JsonArray([.. rows.Select(row => new JsonObject(
            [
                KeyValuePair.Create("image", (JsonNode?)Path.GetFileName(row.Image)),
                .. metrics.Select(m => KeyValuePair.Create(m.Metric.Name, (JsonNode?)JsonOutput.Number(row.Values[m.Index]))),
            ]))]);
            JsonOutput.Write(document);
            return;
        }

        Console.Out.WriteLine($"means over {rows.Count} images");
        var table = Tables.Create(["metric"], ["mean", "standard deviation"]);
        foreach (var (metric, _, summary) in metrics)
            table.Add(ResultTables.Heading(metric), Numbers.Format(Mean(summary)), Numbers.Format(summary.StandardDeviation));

        Tables.Print(table);
        foreach (var (metric, _, summary) in metrics)
            ResultTables.PrintLeftOut(metric.Name, summary);
    }

    // Equal folders have an infinite PSNR, and no finite value to average.
    private static double Mean(MetricSummary summary) =>
        summary.Count == 0 && summary.Infinite > 0 ? double.PositiveInfinity : summary.Mean;

    /// <summary>The values of one image, in the order of <see cref="ImagePairMetrics.All"/>.</summary>
    private sealed record Row(string Image, double[] Values);
}
