using System.CommandLine;
using InpaintLab.Cli.Output;
using InpaintLab.Core.Weights;

namespace InpaintLab.Cli.Commands;

/// <summary><c>weights import FILE</c>: copies published weights that were downloaded otherwise into the store.</summary>
internal static class WeightsImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file, whatever it is called: its hash says which weights it holds." };
        var name = new Option<string?>("--as") { Description = "Refuse the file unless it holds these weights.", HelpName = "NAME" };
        var json = SharedOptions.Json();
        var command = new Command("import", "Copy published weights that you downloaded yourself into the store (networks: weights load).")
        {
            file, name, json,
        };
        command.SetAction(parsed =>
        {
            var store = WeightsStore.Default();
            var entry = store.Import(parsed.GetRequiredValue(file), parsed.GetValue(name));
            if (parsed.GetValue(json))
                JsonOutput.Write(new { entry.Name, Path = store.PathOf(entry), entry.Sha256 });
            else
                Console.Out.WriteLine($"{entry.Name}: verified and copied: {store.PathOf(entry)}");
        });
        return command;
    }
}
