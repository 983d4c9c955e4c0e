using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs [list|show|compare|table|plot|grid|mine|html]</c>: asks about recorded runs; alone it lists. Only grids load libtorch.</summary>
internal static class RunsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new Command("runs", "List, show and compare runs, in tables and plots; alone: list.")
        {
            RunsListCommand.Create(), RunsShowCommand.Create(), RunsCompareCommand.Create(), RunsTableCommand.Create(), RunsPlotCommand.Create(),
            RunsGridCommand.Create(), RunsMineCommand.Create(), RunsHtmlCommand.Create(), json,
        };
        command.SetAction(parsed => RunsListCommand.Execute(parsed.GetValue(json)));
        return command.WithExample("runs", "all runs, oldest first");
    }

    /// <summary>The database over all runs; what a user should know of it is said on standard error.</summary>
    public static RunIndex OpenIndex() => RunIndex.Open(RunsRoot.Default(), Console.Error.WriteLine);
}
