using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Runs;
using InpaintLab.Runs.Export;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs export RUN... -o PATH</c>: runs in formats that other programs read.</summary>
internal static class RunsExportCommand
{
    private enum ExportFormat
    {
        Csv,
        Jsonl,
        TensorBoard,
    }

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var choice = new RunsChoice();
        var format = SharedOptions.Choice<ExportFormat>(
            "--format", "csv: a folder of tables; jsonl: one file of JSON lines; tensorboard: a folder of event files (default: csv).");
        var output = new Option<string>("-o", "--output")
        {
            Description = "The folder, or for jsonl the file; - is standard output.",
            HelpName = "PATH",
            Required = true,
        };
        var json = SharedOptions.Json();
        var command = new Command("export", "Write all that runs logged as CSV, JSON lines or TensorBoard event files.")
        {
            format, output, json,
        };
        choice.AddTo(command, changesThem: false);
        command.SetAction(parsed =>
        {
            var (kind, path) = (parsed.GetValue(format), parsed.GetRequiredValue(output));
            var toStandardOutput = path == "-";
            if (toStandardOutput && (kind != ExportFormat.Jsonl || parsed.GetValue(json)))
                throw new UserErrorException("-o -: expected --format jsonl without --json, which is the one that fits into one stream.");
            using var index = RunsCommand.OpenIndex();
            var runs = choice.Of(parsed, index, "export");
            using (var progress = new CountProgress("runs"))
            using (var export = Begin(kind, path))
            {
                for (var i = 0; i < runs.Count; i++)
                {
                    var folder = RunFolder.Open(Path.Combine(RunsRoot.Default(), runs[i].Folder));
                    export.Add(runs[i], folder, RunLog.Read(folder.LogPath));
                    progress.Report(i + 1, runs.Count);
                }
            }

            if (parsed.GetValue(json))
                JsonOutput.Write(new { path, format = $"{kind}".ToLowerInvariant(), runs = runs.Select(r => r.Id) });
            else if (!toStandardOutput)
                Console.Out.WriteLine($"{path}: {runs.Count} run(s)");
        });
        return command
            .WithExample("runs export latest -o exported", "the newest run as tables of CSV: points.csv and others")
            .WithExample("runs export --where 'state = finished' --format jsonl -o runs.jsonl", "all finished runs as JSON lines")
            .WithExample("runs export latest --format tensorboard -o logdir", "for: tensorboard --logdir logdir");
    }

    private static IRunExport Begin(ExportFormat format, string path) => format switch
    {
        ExportFormat.Csv => new CsvExport(path),
        ExportFormat.Jsonl when path == "-" => new JsonLinesExport(Console.OpenStandardOutput()),
        ExportFormat.Jsonl => new JsonLinesExport(File.Create(path)),
        _ => new TensorBoardExport(path, SizeOf),
    };

    private static (int Width, int Height)? SizeOf(string file)
    {
        if (!ImageFile.HasImageExtension(file))
            return null;
        var size = ImageFile.ReadSize(file);
        return (size.Width, size.Height);
    }
}
