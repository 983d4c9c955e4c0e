using System.CommandLine;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>weights ...</c>: published weights in the user's store, and weights of networks from and to other programs; alone it lists.
/// </summary>
internal static class WeightsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new Command(
            "weights",
            "Published weights that metrics and losses need (list, fetch, import, verify), and networks from and to other programs "
            + "(show, load, export); alone: list.")
        {
            WeightsListCommand.Create(), WeightsFetchCommand.Create(), WeightsImportCommand.Create(), WeightsVerifyCommand.Create(),
            WeightsShowCommand.Create(), WeightsLoadCommand.Create(), WeightsExportCommand.Create(), json,
        };
        command.SetAction(parsed => WeightsListCommand.Execute(parsed.GetValue(json)));
        return command;
    }
}
