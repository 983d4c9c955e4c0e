using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Classical;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Inpainting;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>inpaint RUN|METHOD IMAGE MASK -o OUT</c>: fills holes with the network of a run or with a classical method, in one image or in a
/// folder of them. Methods never load libtorch.
/// </summary>
internal static class InpaintCommand
{
    private const int DefaultQuality = 95;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var methods = string.Join(", ", ClassicalMethods.All.Select(m => m.Name));
        run.Description =
            $"A run: its id, folder, unique name or beginning, or 'latest'; or a method without training: {methods} (its name wins "
                + "over a run's).";
        run.CompletionSources.Add(_ => ClassicalMethods.All.Select(m => new CompletionItem(m.Name)));
        var image = new Argument<string>("IMAGE") { Description = "An image of any size, or a folder of images." };
        var mask = new Argument<string>("MASK")
        {
            Description = "Its mask; for a folder of images a folder of masks (a.png or a_mask.png for a.jpg), or one mask for all.",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write, or the folder.",
            HelpName = "OUT",
            Required = true,
        };
        var checkpoint = SharedOptions.Choice<CheckpointChoice>("--checkpoint", "Which checkpoint of the run (default: last).");
        var strategy = SharedOptions.Choice<InpaintingStrategy>(
            "--strategy",
            "Whole image at once, overlapping tiles, crops around the holes, or the best of them for each image (default: auto).");
        var tile = Length("--tile", "Side of a tile, and of a crop before it is scaled down (default: by the network).");
        var overlap = Length("--overlap", "Least overlap of tiles, blended linearly (default: a quarter of a tile).");
        var margin = Length("--margin", "Known pixels around a hole in its crop (default: a quarter of a tile).");
        var methodOption = new Option<string[]>("--method-option")
        {
            Description = "An option of the method, as in a spec's model, e.g. --method-option radius=5; repeat for more.",
            HelpName = "KEY=VALUE",
            DefaultValueFactory = _ => [],
        };
        var blend = SharedOptions.Choice<Blending>(
            "--blend", "poisson: shift the colours of fills smoothly so that they meet the known ones around (default: none).");
        var polarity = SharedOptions.Polarity();
        var device = SharedOptions.Device();
        var graph = new Option<bool>("--cuda-graph")
        {
            Description = "On a GPU, capture the network's forward once for each size and launch it as a whole.",
        };
        var format = SharedOptions.Choice<ResultFormat>("--format", "Of the results of a folder (default: png).");
        var quality = new Option<int>("--quality")
        {
            Description = "Of JPEG results, 1 to 100.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultQuality,
        };
        quality.Validators.Add(parsed =>
        {
            if (parsed.GetValueOrDefault<int>() is < 1 or > 100)
                parsed.AddError($"--quality: expected 1 to 100, received {parsed.GetValueOrDefault<int>()}");
        });
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Take folders in the folder too, and keep their structure." };
        var keepGoing = new Option<bool>("--keep-going")
        {
            Description = "Report images that cannot be done and pass them over; the exit code is 1 then.",
        };
        var skipExisting = new Option<bool>("--skip-existing") { Description = "Keep results that are there already." };
        var json = SharedOptions.Json();
        var command = new Command("inpaint", "Fill the holes of images; known pixels stay exactly as they are.")
        {
            run, image, mask, output, methodOption, checkpoint, strategy, tile, overlap, margin, blend,
            polarity, device, graph, format, quality, recursive, keepGoing, skipExisting, json,
        };
        command.SetAction(parsed =>
        {
            var filler = Filler.Find(parsed.GetRequiredValue(run), parsed.GetRequiredValue(methodOption));
            if (filler.Method is not null)
                RefuseOptionsOfNetworks(parsed, filler.Method.Name, [checkpoint, strategy, tile, overlap, margin, device, graph]);
            var plan = new InpaintingPlan(
                parsed.GetValue(recursive), parsed.GetValue(keepGoing), parsed.GetValue(format) == ResultFormat.Png ? ".png" : ".jpg");
            var tasks = plan.Of(parsed.GetRequiredValue(image), parsed.GetRequiredValue(mask), parsed.GetRequiredValue(output));
            var shape = new InpaintingOptions
            {
                Strategy = parsed.GetValue(strategy),
                Tile = parsed.GetValue(tile),
                Overlap = parsed.GetValue(overlap),
                Margin = parsed.GetValue(margin),
                CudaGraph = parsed.GetValue(graph),
            };
            var options = new BatchOptions(
                parsed.GetValue(polarity), parsed.GetValue(quality), parsed.GetValue(keepGoing),
                parsed.GetValue(skipExisting), parsed.GetValue(blend));
            var load = () => Inpainter.Load(filler.Run!, parsed.GetValue(checkpoint), parsed.GetRequiredValue(device), shape);
            var view = parsed.GetValue(json) ? View.Json : Directory.Exists(parsed.GetRequiredValue(image)) ? View.Batch : View.One;
            return Run(filler, load, tasks, options, view);
        });
        return command.LoadsSpecs()
            .WithExitCode(ExitCode.Interrupted, "stopped by Ctrl-C: a network after the image in progress, a method at once")
            .WithExample("inpaint latest photo.jpg mask.png -o filled.png", "one picture")
            .WithExample("inpaint latest photos masks -o results", "a folder, each with the mask of the same name")
            .WithExample("inpaint patchmatch photo.jpg mask.png -o filled.png --blend poisson", "the fill's colours made to meet the rim")
            .WithExample("inpaint telea photo.jpg mask.png -o filled.png --method-option radius=5", "without a run, by a classical method");
    }

    private static int Run(Filler filler, Func<Inpainter> load, IReadOnlyList<InpaintingTask> tasks, BatchOptions options, View view)
    {
        var results = new List<InpaintingResult>();
        using var interruption = new Interruption(filler.Method is null ? "stopping after this image" : "stopping");
        using var progress = new CountProgress("images");
        var stopped = false;
        try
        {
            if (filler.Method is { } method)
            {
                using var percent = new CountProgress("percent filled:");
                var work = new ClassicalWork(ThreadCount.Read(), new Percent(percent), interruption.Token);
                new ClassicalBatch(method.Create<IClassicalMethod>(), options, work, Report).Run(tasks);
            }
            else
            {
                TorchThread.Run(() =>
                {
                    using var inpainter = load();
                    new InpaintingBatch(inpainter, options, Report).Run(tasks, interruption.Token);
                    return true;
                });
            }
        }
        catch (OperationCanceledException)
        {
            stopped = true;
        }

        progress.Dispose();
        var order = tasks.Select((task, i) => (task.Output, i)).ToDictionary();
        results.Sort((a, b) => order[a.Output].CompareTo(order[b.Output]));
        var summary = new InpaintingSummary(results, progress.Time);
        if (view == View.Json)
        {
            JsonOutput.Write(new
            {
                run = filler.Run?.FolderName,
                method = filler.Method?.Name,
                blend = options.Blend,
                n = results.Count,
                summary.Done,
                summary.Skipped,
                summary.Failed,
                summary.Failures,
                summary.Seconds,
                summary.ImagesPerSecond,
                results,
            });
        }
        else if (view == View.Batch)
        {
            Console.Out.WriteLine(summary);
        }

        if (results.Any(r => r.Status == InpaintingResult.StatusDone && !r.Output.EndsWith(".png", StringComparison.OrdinalIgnoreCase)))
            Console.Error.WriteLine("note: JPEG changes known pixels a little; write .png to keep them exact");
        return stopped ? ExitCode.Interrupted : summary.Failed > 0 ? ExitCode.UserError : ExitCode.Success;

        void Report(InpaintingResult result)
        {
            results.Add(result);
            if (result.Error is { } error)
                progress.WriteLine($"failed: {error}");
            if (view == View.Batch)
                progress.Report(results.Count, tasks.Count);
            else if (view == View.One && result.Status == InpaintingResult.StatusDone)
            {
                Console.Out.WriteLine(
                    $"{result.Image} -> {result.Output}  {result.Width} x {result.Height} px, hole {result.HoleRatio:P1}, "
                        + $"{result.Strategy}");
            }
            else if (view == View.One && result.Status == InpaintingResult.StatusSkipped)
                Console.Out.WriteLine($"{result.Output} is there already");
        }
    }

    private static void RefuseOptionsOfNetworks(ParseResult parsed, string method, IReadOnlyList<Option> options)
    {
        if (options.FirstOrDefault(o => parsed.GetResult(o) is { Implicit: false }) is { } given)
        {
            throw new UserErrorException(
                $"{given.Name}: expected a run of a network, received the method '{method}', which takes images whole, on the processor");
        }
    }

    private static Option<int?> Length(string name, string description) => new(name) { Description = description, HelpName = "PX" };

    private sealed class Percent(CountProgress progress) : IProgress<double>
    {
        public void Report(double value) => progress.Report((int)(100 * value), 100);
    }

    private enum ResultFormat
    {
        Png,
        Jpeg,
    }

    // What standard output gets: a document, a line for the image, or one for the folder.
    private enum View
    {
        Json,
        One,
        Batch,
    }
}
