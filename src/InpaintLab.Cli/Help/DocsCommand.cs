using System.CommandLine;

namespace InpaintLab.Cli.Help;

/// <summary><c>docs</c>, not listed: prints the reference of all commands.</summary>
internal static class DocsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var command = new Command("docs", "Print src/docs/cli.md, the reference of all commands.") { Hidden = true };
        command.SetAction(parsed => Console.Out.Write(CommandReference.Write(parsed.RootCommandResult.Command)));
        return command;
    }
}
