using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Classical;
using InpaintLab.Cli.Grids;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Reporting.Grids;
using InpaintLab.Training.Grids;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs grid RUN...</c>: truth | masked | each model on the same images and masks, computed again, as one picture.</summary>
internal static class RunsGridCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "Runs or classical methods, a column each; 'caption=RUN' names the column.",
            Arity = ArgumentArity.OneOrMore,
        };
        runs.CompletionSources.Add(_ => ClassicalMethods.All.Select(m => new CompletionItem(m.Name)));
        var mask = List(
            "--mask",
            "Mask sets of the evaluation, or kinds of masks: each makes a row for every image (default: the first set).",
            "NAME,NAME...");
        var images = new Option<string>("--images")
        {
            Description = "How many (6), or which by number from 0 or name (3,17; 3, for one).",
            HelpName = "N|LIST",
            DefaultValueFactory = _ => "4",
        };
        var photos = new Option<string?>("--photos")
        {
            Description = "Show photographs, as squares from their middle, in place of the evaluation's images; folders in the folder too.",
            HelpName = "FOLDER",
        };
        var masks = new Option<string[]>("--masks")
        {
            Description =
                "With --photos: a mask for all of them, or a folder of masks of their names (white = hole); repeat for more rows.",
            HelpName = "PATH",
            DefaultValueFactory = _ => [],
        };
        var size = new Option<int?>("--size")
        {
            Description = "With --photos: side of the squares (default: the runs' largest resolution).",
            HelpName = "PX",
        };
        var zoom = new Option<string?>("--zoom")
        {
            Description = "Enlarge a square of each image below it; auto: where results err most.",
            HelpName = "X,Y,SIZE|auto",
        };
        var errorMap = new Option<bool>("--error-map") { Description = "Below each result, where it errs, with one scale for all." };
        var errorScale = new Option<double>("--error-scale")
        {
            Description = "The mean absolute error, of 1, that is drawn white (default: 0.5).",
            HelpName = "E",
            DefaultValueFactory = _ => new ComparisonGridOptions().ErrorScale,
        };
        var metric = new Option<string?>("--metric") { Description = "Write a metric per image below each result.", HelpName = "NAME" };
        var cell = new Option<int>("--cell")
        {
            Description = "Enlarge smaller images to at least this side (default: 128).",
            HelpName = "PX",
            DefaultValueFactory = _ => new ComparisonGridOptions().Cell,
        };
        var checkpoint = SharedOptions.Choice<CheckpointChoice>("--checkpoint", "Which checkpoint of each run (default: last).");
        var device = SharedOptions.Device();
        var output = new Option<string>("-o", "--output")
        {
            Description = "The file: .png or .jpg (default: grid.png).",
            HelpName = "FILE",
            DefaultValueFactory = _ => "grid.png",
        };
        var json = SharedOptions.Json();
        var command = new Command(
            "grid", "Draw truth, masked image and the results of several models, computed again on the same images and masks.")
        {
            runs, mask, images, photos, masks, size, zoom, errorMap, errorScale, metric, cell, checkpoint, device, output, json,
        };
        command.SetAction(parsed =>
        {
            var zoomed = parsed.GetValue(zoom);
            var selection = ImageSelection.Parse(parsed.GetRequiredValue(images));
            var request = new GridRequest(parsed.GetRequiredValue(runs))
            {
                Masks = Names(parsed.GetValue(mask)),
                Count = selection.Count ?? 0,
                Images = selection.Items,
                Photos = parsed.GetValue(photos),
                MaskFiles = parsed.GetRequiredValue(masks),
                Size = InRange("--size", parsed.GetValue(size), 8, 4096),
                Metric = parsed.GetValue(metric),
                BestCheckpoint = IsBest(parsed.GetValue(checkpoint)),
                Device = parsed.GetRequiredValue(device),
                Look = new ComparisonGridOptions
                {
                    ErrorMap = parsed.GetValue(errorMap),
                    ErrorScale = parsed.GetValue(errorScale) is > 0 and <= 1 and var scale
                        ? scale
                        : throw new UserErrorException(
                            $"--error-scale: expected a number above 0 and at most 1, received {parsed.GetValue(errorScale)}"),
                    AutoZoom = zoomed == "auto",
                    Zoom = zoomed is null or "auto" ? null : ZoomRegion.Parse(zoomed),
                    Cell = InRange("--cell", parsed.GetValue(cell), 1, 2048)!.Value,
                },
            };
            return Execute(request, parsed.GetRequiredValue(output), parsed.GetValue(json));
        });
        return command.LoadsSpecs()
            .WithExitCode(ExitCode.Interrupted, "stopped by Ctrl-C; nothing was written")
            .WithExample(
                "runs grid latest telea --images 2 --error-map --zoom auto -o grid.png",
                "a network and a classical method on the evaluation's first images")
            .WithExample(
                "runs grid net=latest telea --images 1, --mask box,free-form,lama-thin --metric psnr_hole -o masks.png",
                "one image, a row for each of several masks")
            .WithExample("runs grid latest patchmatch --photos photos --masks masks -o compared.png", "photographs of one's own");
    }

    /// <summary>Whether grids are of the best checkpoints, else of the last.</summary>
    /// <exception cref="UserErrorException">Of neither.</exception>
    public static bool IsBest(CheckpointChoice choice) => choice switch
    {
        CheckpointChoice.Last => false,
        CheckpointChoice.Best => true,
        _ => throw new UserErrorException(
            "--checkpoint: expected last or best, received previous, which is there to go on from, not to be shown"),
    };

    /// <summary>Computes and writes a grid, with progress on standard error.</summary>
    /// <returns>The exit code, and what was drawn; null when it was stopped.</returns>
    public static (int Code, GridDocument? Grid) Write(GridRequest request, string output)
    {
        if (!ImageFile.HasImageExtension(output))
            throw new UserErrorException($"{output}: expected a name that ends in one of {string.Join(", ", ImageFile.Extensions)}");
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output))))
            throw new UserErrorException($"{output}: expected an existing folder to write into");
        using var interruption = new Interruption("stopping after this result");
        using var progress = new CountProgress("results");
        try
        {
            var grid = new GridMaker(progress.WriteLine, (done, total) => progress.Report(done, total)).Make(request, interruption.Token);
            ImageFile.Write(output, grid.Picture);
            return (ExitCode.Success, grid.Document with { File = output });
        }
        catch (OperationCanceledException)
        {
            return (ExitCode.Interrupted, null);
        }
    }

    /// <summary>The names in a list with commas.</summary>
    public static string[] Names(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static int Execute(GridRequest request, string output, bool json)
    {
        var (code, grid) = Write(request, output);
        if (grid is null)
            return code;
        if (json)
            JsonOutput.Write(grid);
        else
            Console.Out.WriteLine(output);
        return code;
    }

    private static Option<string?> List(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    private static int? InRange(string option, int? value, int least, int most) => value is null || (value >= least && value <= most)
        ? value
        : throw new UserErrorException($"{option}: expected {least} to {most} px, received {value}");
}
