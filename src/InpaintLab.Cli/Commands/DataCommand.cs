using System.CommandLine;

namespace InpaintLab.Cli.Commands;

/// <summary>
/// <c>data [list|stat|split|pack|manifest|masks|get]</c>: what there is to train on, and what is wrong with it. Never loads libtorch.
/// </summary>
internal static class DataCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var json = SharedOptions.Json();
        var command = new Command("data", "List, check, split, pack and fetch images and masks; alone: list.")
        {
            DataListCommand.Create(), DataStatCommand.Create(), DataSplitCommand.Create(), DataPackCommand.Create(),
            DataManifestCommand.Create(), DataMasksCommand.Create(), DataGetCommand.Create(), json,
        };
        command.SetAction(parsed => DataListCommand.Execute(DataListCommand.DefaultFolder, parsed.GetValue(json)));
        return command;
    }
}
