using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Grids;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>runs mine A B [C...]</c>: the images where A beats the others most, and those where all fail. Only <c>--grid</c> loads libtorch.
/// </summary>
internal static class RunsMineCommand
{
    private const int MostImages = 1000;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Two runs or more: where the first beats the best of the others most, and where the best of all is worst.",
            Arity = ArgumentArity.OneOrMore,
        };
        var metric = new Option<string>("--metric")
        {
            Description = "A metric per image (default: psnr_hole).",
            HelpName = "NAME",
            DefaultValueFactory = _ => "psnr_hole",
        };
        var mask = new Option<string?>("--mask") { Description = "The mask set, where the runs have several.", HelpName = "NAME" };
        var split = new Option<string?>("--split") { Description = "The split, where the runs have several.", HelpName = "NAME" };
        var top = new Option<int>("--top") { Description = "How many of each (default: 6).", HelpName = "N", DefaultValueFactory = _ => 6 };
        var grid = new Option<string?>("--grid") { Description = "Also draw them, computed again (.png or .jpg).", HelpName = "FILE" };
        var errorMap = new Option<bool>("--error-map") { Description = "In the grid, below each result where it errs." };
        var checkpoint = SharedOptions.Choice<CheckpointChoice>(
            "--checkpoint", "For the grid: which checkpoint of each run (default: last, whose results the log has).");
        var device = SharedOptions.Device();
        var json = SharedOptions.Json();
        var command = new Command("mine", "Find the images on which runs differ most, and those on which all fail.")
        {
            runs, metric, mask, split, top, grid, errorMap, checkpoint, device, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(top) is < 1 or > MostImages)
                throw new UserErrorException($"--top: expected 1 to {MostImages}, received {parsed.GetValue(top)}");
            var root = RunsRoot.Default();
            var folders = parsed.GetRequiredValue(runs).Select(name => RunSelector.Resolve(root, name)).ToList();
            using var store = RunsCommand.OpenStore(root);
            var mined = FailureMining.Of(
                [.. folders.Select(f => Recorded(store, f))],
                store.Metric(parsed.GetRequiredValue(metric)),
                parsed.GetValue(mask),
                parsed.GetValue(split),
                parsed.GetValue(top));
            if (parsed.GetValue(grid) is { } file)
            {
                var request = mined.Grid([.. folders.Select(f => f.Path)]) with
                {
                    BestCheckpoint = RunsGridCommand.IsBest(parsed.GetValue(checkpoint)),
                    Device = parsed.GetRequiredValue(device),
                    Look = new ComparisonGridOptions { ErrorMap = parsed.GetValue(errorMap) },
                };
                if (RunsGridCommand.Write(request, file).Code is not ExitCode.Success and var code)
                    return code;
            }

            if (parsed.GetValue(json))
                JsonOutput.Write(Document.Of(mined, parsed.GetValue(grid)));
            else
                Print(mined, parsed.GetValue(grid));
            return ExitCode.Success;
        });
        return command.LoadsSpecs()
            .WithExitCode(ExitCode.Interrupted, "stopped by Ctrl-C while the grid was computed; nothing was written")
            .WithExample(
                "runs mine first second --mask box --top 6 --grid failures.png",
                "where the first of two runs wins most, and where both fail",
                ExampleNeeds.Minutes);
    }

    private static RecordedRun Recorded(RunStore store, RunFolder folder) => store.Runs.FirstOrDefault(r => r.Files.Path == folder.Path)
        ?? throw new UserErrorException($"{folder.Path}: expected a run within {store.Root}, whose database has its results");

    private static void Print(FailureMining mined, string? grid)
    {
        var names = mined.Runs.Select(r => $"{r.Name} {r.Id}").ToList();
        Console.Out.WriteLine(
            $"{mined.Set} {mined.Metric.Heading}, {mined.Images} "
                + $"images{(mined.Undefined > 0 ? $", {mined.Undefined} of them without finite values left out" : "")}");
        var others = names.Count == 2 ? names[1] : "the best of the others";
        Print($"where {names[0]} beats {others} most", mined.Wins, names, "by");
        Print("where all fail: the best of them is worst", mined.Failures, names, "best");
        if (grid is not null)
            Console.Out.WriteLine(grid);
    }

    private static void Print(string title, IReadOnlyList<MinedImage> images, IReadOnlyList<string> names, string score)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(images.Count == 0 ? $"{title}: nowhere" : $"{title}:");
        if (images.Count == 0)
            return;
        var table = Tables.Create(["image", "mask"], ["hole", .. names, score]);
        foreach (var image in images)
        {
            table.Add(
            [
                image.ImageId, image.MaskId, $"{image.HoleRatio:P1}", .. image.Values.Select(Numbers.Format), Numbers.Format(image.Score),
            ]);
        }

        Tables.Print(table);
    }

    /// <summary>The document of <c>--json</c>.</summary>
    private sealed record Document(
        string Metric, bool HigherIsBetter, string MaskSet, int Images, int Undefined, IReadOnlyList<RunEntry> Runs,
        IReadOnlyList<MinedImage> Wins, IReadOnlyList<MinedImage> Failures, string? Grid)
    {
        public static Document Of(FailureMining mined, string? grid) => new(
            mined.Metric.Name, mined.Metric.HigherIsBetter!.Value, mined.Set, mined.Images, mined.Undefined,
            [.. mined.Runs.Select(r => new RunEntry(r.Id, r.Name, r.Model, r.Seed))], mined.Wins, mined.Failures, grid);
    }

    private sealed record RunEntry(string Id, string Name, string Model, long Seed);
}
