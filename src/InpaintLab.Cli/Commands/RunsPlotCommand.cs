using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Figures;
using InpaintLab.Reporting.Figures.Curves;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs plot RUN...</c>: series of runs as a figure.</summary>
internal static class RunsPlotCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var runs = new Argument<string[]>("RUN")
        {
            Description = "The runs; those of one spec but for the seed become one curve.",
            Arity = ArgumentArity.OneOrMore,
        };
        var series = new Option<string[]>("--series")
        {
            Description = "What is drawn, a panel each: keys of `runs show`, with commas between.",
            HelpName = "KEY,KEY...",
            Required = true,
        };
        var x = SharedOptions.Choice<CurveAxis>("--x", "What runs along x (default: step).");
        var smooth = new Option<double>("--smooth")
        {
            Description = "Weight of the past in an exponential moving average, in [0, 1).",
            HelpName = "WEIGHT",
        };
        var band = SharedOptions.Choice<SeedBand>(
            "--band", "What surrounds the mean over seeds: standard deviation, 95 % interval of the mean, or range (default: sd).");
        var log = new Option<bool>("--log") { Description = "Logarithmic y axes." };
        var theme = new Option<string>("--theme")
        {
            Description = "For paper or for screens (default: print).",
            HelpName = "print|screen",
            DefaultValueFactory = _ => FigureTheme.Print.Name,
        };
        var size = new Option<string?>("--size") { Description = "Width and height in mm, e.g. 84x60.", HelpName = "WxH" };
        var output = new Option<string>("-o", "--output")
        {
            Description = "The file: .svg, .pdf or .png (default: curves.svg).",
            HelpName = "FILE",
            DefaultValueFactory = _ => "curves.svg",
        };
        var json = SharedOptions.Json();
        var command = new Command("plot", "Draw curves of runs into an SVG, PDF or PNG file.")
        {
            runs, series, x, smooth, band, log, theme, size, output, json,
        };
        command.SetAction(parsed =>
        {
            var request = new CurveRequest(
                [.. parsed.GetRequiredValue(series).SelectMany(keys => keys.Split(',', StringSplitOptions.RemoveEmptyEntries))])
            {
                X = parsed.GetValue(x),
                Band = parsed.GetValue(band),
                Smooth = Weight(parsed.GetValue(smooth)),
                Log = parsed.GetValue(log),
                Units = Components.Registry.All<MetricAttribute>().ToDictionary(m => m.Name, m => ((MetricAttribute)m.Attribute).Unit),
            };
            if (request.Series.Count == 0)
            {
                throw new UserErrorException(
                    "--series: expected keys of series, e.g. loss/l1,val/box/psnr; received none. `runs show RUN` lists them.");
            }

            var file = parsed.GetRequiredValue(output);
            _ = FigureFile.FormatOf(file); // before the logs are read
            var figure = CurveFigure.Of(
                [.. parsed.GetRequiredValue(runs).Select(name => RecordedRun.Read(RunSelector.Resolve(RunsRoot.Default(), name)))],
                request) with
            {
                Theme = Theme(parsed.GetRequiredValue(theme)),
                Size = parsed.GetValue(size) is { } text ? FigureSize.Parse(text) : null,
            };
            FigureFile.Write(figure, file);
            if (parsed.GetValue(json))
                JsonOutput.Write(FigureDocument.Of(file, figure));
            else
                Console.Out.WriteLine(file);
        });
        return command
            .WithExample("runs plot latest --series loss/l1 --smooth 0.9 -o loss.svg", "a loss over the steps", ExampleNeeds.Gnuplot)
            .WithExample(
                "runs plot first second --series loss/l1,val/box/psnr_hole --x time -o runs.pdf",
                "two runs against time, two panels",
                ExampleNeeds.Gnuplot);
    }

    private static double Weight(double weight) => weight is >= 0 and < 1
        ? weight
        : throw new UserErrorException($"--smooth: expected a weight from 0 to less than 1, e.g. 0.9; received {weight}.");

    private static FigureTheme Theme(string name) => FigureTheme.All.FirstOrDefault(t => t.Name == name)
        ?? throw UserErrorException.UnknownName("value of --theme", name, FigureTheme.All.Select(t => t.Name));
}
