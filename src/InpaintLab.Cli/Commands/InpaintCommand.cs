using System.CommandLine;
using InpaintLab.Cli.Files;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Commands;

/// <summary><c>inpaint RUN IMAGE MASK -o OUT</c>: fills holes with the network of a run, in one image or in a folder of them.</summary>
internal static class InpaintCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var run = SharedOptions.Run();
        var image = new Argument<string>("IMAGE") { Description = "An image of any size, or a folder of images." };
        var mask = new Argument<string>("MASK") { Description = "Its mask, or a folder of masks of the same names, or one mask for a folder of images." };
        var output = new Option<string>("--output", "-o") { Description = "The file to write, or the folder.", HelpName = "OUT", Required = true };
        var checkpoint = SharedOptions.Choice<CheckpointChoice>("--checkpoint", "Which checkpoint of the run (default: last).");
        var polarity = SharedOptions.Polarity();
        var device = SharedOptions.Device();
        var json = SharedOptions.Json();
        var command = new Command("inpaint", "Fill the holes of images; known pixels stay exactly as they are.")
        {
            run, image, mask, output, checkpoint, polarity, device, json,
        };
        command.SetAction(parsed =>
        {
            var folder = RunSelector.Resolve(RunsRoot.Default(), parsed.GetRequiredValue(run));
            var tasks = InpaintingTask.Plan(parsed.GetRequiredValue(image), parsed.GetRequiredValue(mask), parsed.GetRequiredValue(output));
            using var interruption = new Interruption("stopping after this image");
            Action<InpaintingResult> report = parsed.GetValue(json) ? _ => { } : Print;
            var results = TorchThread.Run(() =>
            {
                using var inpainter = Inpainter.Load(folder, parsed.GetValue(checkpoint), parsed.GetRequiredValue(device));
                return Inpaint(inpainter, tasks, parsed.GetValue(polarity), report, interruption.Token);
            });
            if (parsed.GetValue(json))
                JsonOutput.Write(new { run = folder.FolderName, n = results.Count, results });
            if (results.Any(r => !r.Output.EndsWith(".png", StringComparison.OrdinalIgnoreCase)))
                Console.Error.WriteLine("note: JPEG changes known pixels a little; write .png to keep them exact");
        });
        return command
            .WithExitCode(ExitCode.Interrupted, "stopped by Ctrl-C, after the image in progress")
            .WithExample("inpaint latest photo.jpg mask.png -o filled.png", "one picture")
            .WithExample("inpaint latest photos masks -o results", "a folder, each with the mask of the same name");
    }

    private static List<InpaintingResult> Inpaint(
        Inpainter inpainter, IReadOnlyList<InpaintingTask> tasks, MaskPolarity polarity, Action<InpaintingResult> report, CancellationToken stop)
    {
        var results = new List<InpaintingResult>();
        foreach (var task in tasks)
        {
            stop.ThrowIfCancellationRequested();
            var (image, mask) = task.Read(polarity);
            ImageFile.Write(task.Output, Inpaint(inpainter, task, image, mask));
            var ratio = mask.Count(m => m == 1) / (double)mask.Length;
            var result = new InpaintingResult(task.Image, task.Mask, task.Output, image.Width, image.Height, ratio);
            report(result);
            results.Add(result);
        }

        return results;
    }

    private static ImageBuffer Inpaint(Inpainter inpainter, InpaintingTask task, ImageBuffer image, byte[] mask)
    {
        try
        {
            return inpainter.Inpaint(image, mask);
        }
        catch (UserErrorException e)
        {
            throw new UserErrorException($"{task.Mask}: {e.Message}", e);
        }
    }

    private static void Print(InpaintingResult result) =>
        Console.Out.WriteLine($"{result.Image} -> {result.Output}  {result.Width} x {result.Height} px, hole {result.HoleRatio:P1}");

    /// <summary>What was done to one image.</summary>
    private sealed record InpaintingResult(string Image, string Mask, string Output, int Width, int Height, double HoleRatio);
}
