using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace InpaintLab.Cli.Help;

/// <summary>The text of <c>--help</c>: what the parser knows of a command, then its examples and its own exit codes.</summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    /// <summary>The option <c>--help</c> with this text.</summary>
    public static HelpOption Option() => new("--help", "-h", "-?") { Description = "Show this help.", Action = new CommandHelp() };

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        var (command, output) = (parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        if (command.Examples() is { Count: > 0 } examples)
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  inpaintlab {example.Arguments}\n      {example.Meaning}");
            output.WriteLine();
        }

        if (command.ExitCodes() is { Count: > 0 } codes)
        {
            output.WriteLine("Exit codes beside 0 (success), 1 (your error) and 2 (ours):");
            foreach (var (code, when) in codes)
                output.WriteLine($"  {code}  {when}");
            output.WriteLine();
        }

        return ExitCode.Success;
    }
}
