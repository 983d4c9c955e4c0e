using System.CommandLine;
using InpaintLab.Cli.Grids;
using InpaintLab.Cli.Help;
using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Scripts;
using InpaintLab.Reporting.Tables;
using InpaintLab.Runs.Folders;
using InpaintLab.Scripting;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>report SCRIPT</c>: runs a C# script over the recorded runs and lists the files that it wrote. Loads libtorch only for grids of
/// networks.
/// </summary>
internal static class ReportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var script = new Argument<string>("SCRIPT") { Description = "A C# script (.csx). It is run with your rights: read it first." };
        var arguments = new Argument<string[]>("ARGS")
        {
            Description = "What the script finds in Arguments; after -- also what begins with a dash.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var runs = new Option<string>("--runs")
        {
            Description = "Which runs it sees: a query (state = finished and seed in (1, 2)), or names of runs (default: all).",
            HelpName = "QUERY",
            DefaultValueFactory = _ => "",
        };
        var runsFolder = new Option<string?>("--runs-folder")
        {
            Description = $"The folder of all runs (default: {RunsRoot.Variable}, else runs, with those recorded in runs/reference).",
            HelpName = "DIR",
        };
        var lineage = new Option<bool>("--lineage") { Description = "Also list of every number in its tables which runs it is from." };
        var output = new Option<string?>("-o", "--output")
        {
            Description = "The folder for its files (default: beside the script, of its name).",
            HelpName = "DIR",
        };
        var timeout = new Option<double?>("--timeout")
        {
            Description = "End it with an error after so many seconds.",
            HelpName = "SECONDS",
        };
        var json = SharedOptions.Json();
        var command = new Command("report", "Run a C# script over recorded runs: tables, figures, anything.")
        {
            script, arguments, runs, runsFolder, output, lineage, timeout, json,
        };
        command.SetAction(parsed => Execute(
            parsed.GetRequiredValue(script),
            parsed.GetValue(arguments) ?? [],
            parsed.GetValue(runs)!,
            parsed.GetValue(runsFolder),
            parsed.GetValue(output),
            parsed.GetValue(lineage),
            parsed.GetValue(timeout),
            parsed.GetValue(json)));
        return command.LoadsSpecs().WithExample("report table.csx -o tables", "what the script makes of all runs")
            .WithExample(
                "report table.csx --runs 'state = finished and family = gated-conv' psnr_hole", "of some of them, with an argument")
            .WithExample("report table.csx --lineage --json", "with the runs behind each number of the tables that it shows")
            .WithExitCode(ExitCode.Interrupted, "Ctrl-C; the script was asked to end.");
    }

    private static void Execute(
        string path, string[] arguments, string query, string? runsFolder, string? output, bool lineage, double? timeout, bool json)
    {
        if (timeout is not (null or (> 0 and <= 1e6)))
            throw new UserErrorException($"--timeout: expected seconds above 0 and at most a million, received {timeout}");
        using var script = new ScriptHost(ReportGlobals.Kind, ScriptCache.Default())
        {
            CompileElsewhere = ScriptCompilation.InAnotherProcess,
        }.Load(path);
        var files = new ReportOutput(output ?? Path.ChangeExtension(Path.GetFullPath(path), null));
        if (runsFolder is not null && !Directory.Exists(runsFolder))
            throw new UserErrorException($"--runs-folder: expected a folder of runs, but there is no {runsFolder}");
        using var store = RunsCommand.OpenStore(runsFolder);
        var runs = Chosen(store, query);
        var globals = new ReportGlobals(
            runs, files, arguments, Console.Error.WriteLine, new GridMaker(Console.Error.WriteLine, (_, _) => { }));
        using (var interruption = new Interruption("asking the script to end; again: at once"))
            Run(script, globals, timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : null, json, interruption.Token);

        var written = files.Written().Select(f => Path.GetRelativePath(Environment.CurrentDirectory, f)).ToList();
        var numbers = lineage
            ? globals.Lineage.Select(l => new LineageLine(l.Table, l.Entry.Row, l.Entry.Column, l.Entry.Value, l.Entry.From)).ToList()
            : null;
        if (json)
        {
            JsonOutput.Write(new { script = path, runs = runs.Count, files = written, lineage = numbers });
            return;
        }

        foreach (var number in numbers ?? [])
            Console.Out.WriteLine($"{number.Table}: {number.Row}; {number.Column}; {number.Value}: {string.Join("; ", number.From)}");
        Console.Out.WriteLine(written.Count == 0 ? $"{path}: no files written" : string.Join('\n', written));
    }

    private static RunSet Chosen(RunStore store, string query)
    {
        var runs = store.Runs.Query(query);
        return runs.Count > 0 || runs.Text.Length == 0
            ? runs
            : throw new UserErrorException(
                $"{store.Root}: expected runs that fit the query '{query}', found none among {store.Runs.Count}.");
    }

    // With --json standard output belongs to the document: what a script prints goes to standard error.
    private static void Run(LoadedScript script, ReportGlobals globals, TimeSpan? limit, bool json, CancellationToken stop)
    {
        var output = Console.Out;
        if (json)
            Console.SetOut(Console.Error);
        try
        {
            script.Run(globals, limit, stop);
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private sealed record LineageLine(string Table, string Row, string Column, string Value, IReadOnlyList<CellLineage> From);
}
