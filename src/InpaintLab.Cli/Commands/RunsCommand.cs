using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Commands;

/// <summary><c>runs [list|show|compare|table|plot|export|tag|rm|restore|gc]</c>: asks about recorded runs. Never loads libtorch; alone it lists.</summary>
internal static class RunsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new Command("runs", "List, show and compare runs, in tables and plots; export and remove them; alone: list.")
        {
            RunsListCommand.Create(), RunsShowCommand.Create(), RunsCompareCommand.Create(), RunsTableCommand.Create(), RunsPlotCommand.Create(),
            RunsExportCommand.Create(), RunsTagCommand.Create(), RunsRmCommand.Create(), RunsRestoreCommand.Create(), RunsGcCommand.Create(), json,
        };
        command.SetAction(parsed => RunsListCommand.Execute(new RunListing(), columns: null, parsed.GetValue(json)));
        return command.WithExample("runs", "all runs, oldest first");
    }

    /// <summary>The database over all runs; what a user should know of it is said on standard error.</summary>
    public static RunIndex OpenIndex() => RunIndex.Open(RunsRoot.Default(), Console.Error.WriteLine);
}
