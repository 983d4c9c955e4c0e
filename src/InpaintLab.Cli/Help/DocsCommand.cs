using System.CommandLine;
using InpaintLab.Cli.Output;

namespace InpaintLab.Cli.Help;

/// <summary><c>docs</c>, not listed: prints the reference of all commands.</summary>
internal static class DocsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var examples = new Option<bool>("--examples") { Description = "Print all examples as JSON instead." };
        var command = new Command("docs", "Print src/docs/cli.md, the reference of all commands.") { examples };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            var root = parsed.RootCommandResult.Command;
            if (parsed.GetValue(examples))
                JsonOutput.Write(CommandTree.Below(root).Prepend(root).SelectMany(c => c.Examples()).DistinctBy(e => e.Arguments));
            else
                Console.Out.Write(CommandReference.Write(root));
        });
        return command;
    }
}
