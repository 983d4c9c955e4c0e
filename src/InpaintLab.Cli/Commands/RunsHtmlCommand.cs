using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Html;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs html [RUN...]</c>: an interactive report in one file. Never loads libtorch.</summary>
internal static class RunsHtmlCommand
{
    private const double Million = 1e6;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var query = new Argument<string[]>("RUN")
        {
            Description = "Runs: ids, names or beginnings of these, each for all runs it fits (default: all runs).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var where = SharedOptions.Where();
        var title = new Option<string>("--title")
        {
            Description = "The page's heading.",
            HelpName = "TEXT",
            DefaultValueFactory = _ => new HtmlReportOptions().Title,
        };
        var pictures = new Option<double>("--picture-megabytes")
        {
            Description = "Most that sample grids may take; where they are more, fewer steps are kept, and the page says so (default: 12).",
            HelpName = "MB",
            DefaultValueFactory = _ => new HtmlReportOptions().PictureBytes / Million,
        };
        var points = new Option<int>("--points")
        {
            Description = "Most points of a curve (default: 300).",
            HelpName = "N",
            DefaultValueFactory = _ => new HtmlReportOptions().CurvePoints,
        };
        var output = new Option<string>("-o", "--output")
        {
            Description = "The file (default: report.html).",
            HelpName = "FILE",
            DefaultValueFactory = _ => "report.html",
        };
        var json = SharedOptions.Json();
        var command = new Command(
            "html", "Write an interactive report as one HTML file: sortable results, curves, samples by step, swipe between two runs.")
        {
            query, where, title, pictures, points, output, json,
        };
        command.SetAction(parsed =>
        {
            var file = parsed.GetRequiredValue(output);
            if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
                throw new UserErrorException($"{file}: expected an existing folder to write into");
            var options = new HtmlReportOptions
            {
                Title = parsed.GetRequiredValue(title),
                PictureBytes = parsed.GetValue(pictures) is >= 0 and <= 1000 and var megabytes
                    ? (long)(megabytes * Million)
                    : throw new UserErrorException($"--picture-megabytes: expected 0 to 1000, received {parsed.GetValue(pictures)}"),
                CurvePoints = parsed.GetValue(points) is >= 5 and <= 100_000 and var count
                    ? count
                    : throw new UserErrorException($"--points: expected 5 to 100000, received {parsed.GetValue(points)}"),
            };
            using var store = RunsCommand.OpenStore(RunsRoot.Default());
            var runs = store.Runs.Query(
                RunFilter.Named(parsed.GetValue(query) ?? []).And(parsed.GetValue(where), MetricDirections.Of).Text);
            HtmlReportPage? page = null;
            AtomicFile.Write(file, stream => page = HtmlReport.Write(store, runs, options, stream, Console.Error.WriteLine));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(
                    new { file, bytes = new FileInfo(file).Length, page!.Runs, page.Series, page.Pictures, page.PicturesLeftOut });
            }
            else
                Console.Out.WriteLine(file);
        });
        return command
            .WithExample("runs html -o all.html", "all runs")
            .WithExample("runs html tiny --where \"seed = 3\" --title 'Tiny networks' -o tiny.html", "some of them");
    }
}
