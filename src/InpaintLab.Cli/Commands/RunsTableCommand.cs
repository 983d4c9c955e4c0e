using System.CommandLine;
using System.Text.Json;
using InpaintLab.Cli.Help;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Tables;
using InpaintLab.Reporting.Tables.Formats;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>runs table [RUN...]</c>: a table of final results, for a terminal, a page, a paper or a program. Never loads libtorch.
/// </summary>
internal static class RunsTableCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var query = new Argument<string[]>("RUN")
        {
            Description = "Runs: ids, names or beginnings of these, each for all runs it fits (default: all runs).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var where = SharedOptions.Where();
        var axes = $"model, name, seed ..., a label of a matrix, a key of the spec, {string.Join(", ", TableKeys.Names)}";
        var rows = List("--rows", $"Keys whose values make the rows: {axes}.", "model");
        var columns = List("--columns", "Keys whose values make groups of columns.", TableKeys.MaskSet);
        var metrics = List("--metrics", "The metrics.", "psnr_hole,ssim");
        var split = new Option<string?>("--split")
        {
            Description = "The split (default: that of each run's final evaluation).",
            HelpName = "NAME",
        };
        var masks = List("--mask-sets", "The mask sets shown (default: all).", "");
        var budget = new Option<bool>("--budget") { Description = "Also what the runs of a row cost: parameters, images, time, memory." };
        var interval = SharedOptions.Choice<IntervalKind>(
            "--interval", "Of means: Student's t, or the bias-corrected bootstrap (default: t).");
        var paired = new Option<string?>("--paired")
        {
            Description = "Paired tests of the rows instead of their means: all against the row of this name, or every pair.",
            HelpName = "ROW",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var format = SharedOptions.Choice<TableFormat>("--format", "How it is written (default: text).");
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The file to write, instead of standard output.",
            HelpName = "FILE",
        };
        var json = SharedOptions.Json();
        var command = new Command("table", "A table of final results: means with intervals, the best marked, unlike results refused.")
        {
            query, where, rows, columns, metrics, split, masks, budget, interval, paired, format, output, json,
        };
        command.SetAction(parsed =>
        {
            var definition = new TableDefinition
            {
                Rows = Names(parsed.GetValue(rows)),
                Columns = Names(parsed.GetValue(columns)),
                Metrics = Names(parsed.GetValue(metrics)),
                Split = parsed.GetValue(split),
                MaskSets = Names(parsed.GetValue(masks)),
                Budget = parsed.GetValue(budget),
                Interval = parsed.GetValue(interval),
            };
            using var store = RunsCommand.OpenStore();
            var runs = store.Runs.Query(
                RunFilter.Named(parsed.GetValue(query) ?? []).And(parsed.GetValue(where), MetricDirections.Of).Text);
            IReportTable table = parsed.GetResult(paired) is null
                ? ComparisonTable.Of(runs, definition)
                : PairedTable.Of(runs, definition, parsed.GetValue(paired));
            var text = parsed.GetValue(json)
                ? JsonSerializer.Serialize(table, table.GetType(), RunJson.Indented) + "\n"
                : table.Render(parsed.GetValue(format));
            Write(text, parsed.GetValue(output));
        });
        return command
            .WithExample("runs table --metrics psnr_hole,ssim", "models by mask sets")
            .WithExample(
                "runs table tiny --rows model,method --paired network --metrics psnr_hole",
                "is the network better than its baselines, image by image")
            .WithExample(
                "runs table tiny --rows model,method --columns mask-set,hole-ratio --format md",
                "a network and its baselines by hole ratio, as Markdown");
    }

    private static Option<string> List(string name, string description, string defaults) => new(name)
    {
        Description = description,
        HelpName = "A,B",
        DefaultValueFactory = _ => defaults,
    };

    private static string[] Names(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Write(string text, string? path)
    {
        if (path is null)
        {
            Console.Out.Write(text);
            return;
        }

        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
            throw new UserErrorException($"{path}: expected an existing folder to write into");
        AtomicFile.WriteText(path, text);
        Console.Out.WriteLine(path);
    }
}
