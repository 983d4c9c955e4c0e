using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using InpaintLab.Core.Errors;
using InpaintLab.Torch;

namespace InpaintLab.Cli;

/// <summary>Parses arguments, runs the command and turns what goes wrong into a message on standard error and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    public static int Run(IEnumerable<Command> commands, string[] args)
    {
        // Not a RootCommand, which calls itself after the file that runs: users call the launcher.
        var root = new Command("inpaintlab", "Define, train, compare and use networks that inpaint images.") { new HelpOption(), new VersionOption() };
        foreach (var command in commands)
            root.Add(command);
        root.SetAction(new HelpAction().Invoke);

        // No response files: a path may begin with '@'.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            return ReportUsage(parsed);
        try
        {
            // Signals and exceptions are ours: training answers Ctrl-C with a checkpoint, however long that takes.
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (Exception e)
        {
            return Report(e);
        }
    }

    private static int Report(Exception e)
    {
        switch (e)
        {
            case OperationCanceledException:
                return ExitCode.Interrupted;

            // A disk that is full or a folder that may not be written is the user's to put right, and so is a library that is not there.
            case UserErrorException or IOException or UnauthorizedAccessException or DllNotFoundException:
                Console.Error.WriteLine($"error: {e.Message}");
                return ExitCode.UserError;

            case TorchException { Kind: TorchErrorKind.OutOfMemory }:
                Console.Error.WriteLine($"error: no memory left: {e.Message}");
                Console.Error.WriteLine("Try a smaller training.batch, evaluation.batch, resolution or image, or the CPU.");
                return ExitCode.UserError;

            case TypeInitializationException { InnerException: { } inner }:
                return Report(inner);

            default:
                Console.Error.WriteLine($"internal error: {e.GetType().Name}: {e.Message}");
                Console.Error.WriteLine(e.StackTrace);
                Console.Error.WriteLine("This is a fault of InpaintLab, not yours. Please report it with the lines above and the command.");
                return ExitCode.InternalError;
        }
    }

    private static int ReportUsage(ParseResult parsed)
    {
        foreach (var error in parsed.Errors)
            Console.Error.WriteLine($"error: {error.Message}");
        var command = parsed.CommandResult.Command;
        foreach (var token in parsed.UnmatchedTokens)
        {
            if (NearestName.Of(token, NamesIn(command, token)) is { } nearest)
                Console.Error.WriteLine($"Did you mean '{nearest}'?");
        }

        Console.Error.WriteLine($"See: {PathOf(command)} --help");
        return ExitCode.UserError;
    }

    private static IEnumerable<string> NamesIn(Command command, string token) => token.StartsWith('-')
        ? command.Options.SelectMany(o => o.Aliases.Append(o.Name))
        : command.Subcommands.Select(c => c.Name);

    private static string PathOf(Command command) =>
        string.Join(" ", command.Parents.OfType<Command>().Select(PathOf).Append(command.Name));
}
