using System.CommandLine;
using InpaintLab.Cli.Files;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>metrics TRUTH_DIR RESULT_DIR [--metrics NAMES] [--masks DIR]</c>: metrics between the images of two folders.</summary>
internal static class MetricsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var truth = new Argument<string>("TRUTH_DIR") { Description = "A folder of true images." };
        var result = new Argument<string>("RESULT_DIR") { Description = "A folder of results, of the same names for metrics per image." };
        var names = new Option<string?>("--metrics")
        {
            Description =
                "Which, e.g. fid,kid,ssim (default: those per image that need no weights). Metrics of sets (fid, kid ...) alone take "
                    + "folders of different images.",
            HelpName = "NAME,...",
        };
        var masks = new Option<string?>("--masks")
        {
            Description = "A folder of masks of the same names: adds the metrics over the hole.",
            HelpName = "DIR",
        };
        var batch = new Option<int>("--batch")
        {
            Description = "Images given to a network at once (default: 8).",
            HelpName = "N",
            DefaultValueFactory = _ => 8,
        };
        var polarity = SharedOptions.Polarity();
        var device = SharedOptions.Device();
        var json = SharedOptions.Json();
        var command = new Command("metrics", "Compare two folders of images.")
        {
            truth, result, names, masks, batch, polarity, device, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(batch) is < 1 and var received)
                throw new UserErrorException($"--batch: expected at least 1, received {received}");
            var store = WeightsStore.Default();
            var choice = Choose(parsed.GetValue(names), store);
            var truths = new ImagesByName(parsed.GetRequiredValue(truth));
            var results = new ImagesByName(parsed.GetRequiredValue(result));
            var holes = parsed.GetValue(masks) is { } folder ? new ImagesByName(folder) : null;
            RequirePairs(choice, truths, results, holes);
            using var interruption = new Interruption("stopping after this image");
            var printed = TorchThread.Run(() =>
            {
                var where = DeviceChoice.Of(parsed.GetRequiredValue(device));
                using var progress = new CountProgress("images");
                var comparison = new FolderComparison(
                    choice, store, where, (done, total) => progress.Report(done, total), interruption.Token);
                var pairs = comparison.Pairs(truths, results, holes, parsed.GetValue(polarity));
                return new FolderMetrics(choice, pairs, comparison.Sets(truths, results, parsed.GetValue(batch)));
            });
            if (parsed.GetValue(json))
                printed.PrintJson(results.Names.Count);
            else
                printed.Print();
        });
        return command.WithExample("metrics photos results --masks masks", "how far results are from the truth, in the holes too");
    }

    private static MetricChoice Choose(string? names, WeightsStore store)
    {
        var list = names?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (list is [])
            throw new UserErrorException("--metrics: expected names with commas between, e.g. fid,kid,ssim");
        var choice = MetricChoice.Of(list ?? ImagePairMetrics.Defaults, store);
        return choice.PerImage.Count + choice.OfSets.Count > 0
            ? choice
            : throw new UserErrorException(
                $"--metrics: nothing can be computed. {string.Join("; ", choice.Missing.Select(m => $"{m.Name} {m.Reason}"))}");
    }

    private static void RequirePairs(MetricChoice choice, ImagesByName truths, ImagesByName results, ImagesByName? holes)
    {
        holes?.RequireAll(truths);
        if (choice.PerImage.Concat(choice.OfSets).FirstOrDefault(m => m.IsPaired) is not { } paired)
            return;
        try
        {
            results.RequireAll(truths);
            truths.RequireAll(results);
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException(
                $"{e.Message} (metric {paired.Name} compares pairs of images; fid, kid and u-ids compare whole folders)", e);
        }
    }
}
