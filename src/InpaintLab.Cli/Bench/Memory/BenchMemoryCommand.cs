using System.CommandLine;
using InpaintLab.Cli.Bench.Gains;
using InpaintLab.Cli.Commands;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Bench.Memory;

/// <summary><c>bench memory</c>: what <c>inpaint</c> takes of memory and time for a large image. Needs no Python.</summary>
internal static class BenchMemoryCommand
{
    private const string DefaultSize = "8000x6000";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var size = new Option<string>("--size")
        {
            Description = $"Width and height of the image in px (default: {DefaultSize}).",
            HelpName = "WxH",
            DefaultValueFactory = _ => DefaultSize,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Processes for each row (default: 3).",
            HelpName = "N",
            DefaultValueFactory = _ => 3,
        };
        var json = SharedOptions.Json();
        var command = new Command("memory", "Measure what memory and time inpainting a large image takes.") { size, rounds, json };
        command.SetAction(parsed =>
        {
            var sides = Parse(parsed.GetRequiredValue(size));
            if (parsed.GetValue(rounds) is < 1 and var received)
                throw new UserErrorException($"--rounds: expected at least 1, received {received}");
            var line = "inpaintlab " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1));
            var machine = TorchThread.Run(GainMachine.Here);
            var report = new MemoryReport(DateTime.UtcNow, line, machine, Measure(sides, parsed.GetValue(rounds)));
            if (parsed.GetValue(json))
                JsonOutput.Write(report);
            else
                report.Print();
        });
        return command
            .WithExample("bench memory --json", "48 million pixels, in crops, in tiles, and without a network", ExampleNeeds.Minutes)
            .WithExample("bench memory --size 1024x768 --rounds 1", "a smaller one", ExampleNeeds.Minutes);
    }

    private static ImageSize Parse(string text)
    {
        var sides = text.Split('x');
        if (sides.Length != 2 || !int.TryParse(sides[0], out var width) || !int.TryParse(sides[1], out var height)
            || Math.Min(width, height) < LargeImage.LeastSide || !ImageBuffer.Fits(width, height, channels: 3, bitDepth: 8))
        {
            throw new UserErrorException(
                $"--size: expected width and height of at least {LargeImage.LeastSide} px, at most {ImageBuffer.MaxBytes >> 20} MiB as an "
                    + $"image, e.g. {DefaultSize}; received {text}");
        }

        return new ImageSize(width, height);
    }

    private static IReadOnlyList<MemoryResult> Measure(ImageSize size, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("inpaintlab-bench-");
        try
        {
            var image = new LargeImage(folder.FullName, size);
            return
            [
                Row("unet, crops", image, rounds, image.Network, "--strategy", "crops", "--device", "cpu"),
                Row("unet, tiles", image, rounds, image.Network, "--strategy", "tiles", "--device", "cpu"),
                Row("telea", image, rounds, "telea"),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MemoryResult Row(string way, LargeImage image, int rounds, string filler, params string[] options)
    {
        Console.Error.WriteLine($"memory/{way}: {rounds} processes");
        var processes = Enumerable.Range(0, rounds).Select(_ => image.Inpaint(filler, options)).ToList();
        return MemoryResult.Of($"memory/{way}, {image.Size} px", processes);
    }
}
