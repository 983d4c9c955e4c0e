using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Core.Registry;
using InpaintLab.Reporting.Data;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>runs [list|show|compare|table|plot|grid|mine|html|export|reproduce|tag|rm|restore|gc]</c>: asks about recorded runs; alone it lists.
/// Only grids load libtorch.
/// </summary>
internal static class RunsCommand
{
    private static readonly CommandEntry[] Entries =
    [
        new("list", RunsListCommand.Create),
        new("show", RunsShowCommand.Create),
        new("compare", RunsCompareCommand.Create),
        new("table", RunsTableCommand.Create),
        new("plot", RunsPlotCommand.Create),
        new("grid", RunsGridCommand.Create),
        new("mine", RunsMineCommand.Create),
        new("html", RunsHtmlCommand.Create),
        new("reproduce", RunsReproduceCommand.Create),
        new("export", RunsExportCommand.Create),
        new("tag", RunsTagCommand.Create),
        new("rm", RunsRmCommand.Create),
        new("restore", RunsRestoreCommand.Create),
        new("gc", RunsGcCommand.Create),
    ];

    /// <summary>The command.</summary>
    /// <param name="words">What follows its name, so that only what is asked for is made; null: all of it.</param>
    public static Command Create(IReadOnlyList<string>? words = null)
    {
        var json = SharedOptions.Json();
        var command = new Command("runs", "List, show and compare runs, in tables and plots; export and remove them; alone: list.");
        foreach (var below in words is [] ? [] : CommandEntry.For(Entries, words))
            command.Add(below);
        command.Add(json);
        command.SetAction(parsed => RunsListCommand.Execute(new RunListing(), columns: null, parsed.GetValue(json)));
        return command.WithExample("runs", "all runs, oldest first");
    }

    /// <summary>
    /// All runs for tables and reports, with what is known of metrics; what a user should know is said on standard error.
    /// </summary>
    /// <param name="root">The folder of all runs; null for the usual one.</param>
    public static RunStore OpenStore(string? root = null) => RunStore.Open(
        root ?? RunsRoot.Default(),
        Components.Registry.All<MetricAttribute>()
            .Select(c => (MetricAttribute)c.Attribute)
            .Select(a => new MetricInfo(a.Name, a.HigherIsBetter, a.Unit)),
        Console.Error.WriteLine);

    /// <summary>The database over all runs; what a user should know of it is said on standard error.</summary>
    public static RunIndex OpenIndex() => RunIndex.Open(RunsRoot.Default(), Console.Error.WriteLine);
}
