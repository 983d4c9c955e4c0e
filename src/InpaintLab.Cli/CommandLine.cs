using System.CommandLine;
using InpaintLab.Cli.Help;
using InpaintLab.Core.Errors;
using InpaintLab.Torch;

namespace InpaintLab.Cli;

/// <summary>Parses arguments, runs the command and turns what goes wrong into a message on standard error and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line and returns its exit code.</summary>
    public static int Run(IEnumerable<Command> commands, string[] args)
    {
        var parsed = Parse(Root(commands), args);
        if (UsageErrors.Of(parsed) is { Count: > 0 } errors)
        {
            foreach (var error in errors)
                Console.Error.WriteLine($"error: {error}");
            Console.Error.WriteLine($"See: {parsed.CommandResult.Command.Path()} --help");
            return ExitCode.UserError;
        }

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

    /// <summary>
    /// The program with its commands. Not a RootCommand, which calls itself after the file that runs: users call the launcher.
    /// </summary>
    public static Command Root(IEnumerable<Command> commands)
    {
        var version = new VersionOption { Description = "Show the version." };
        var root = new Command("inpaintlab", "Define, train, compare and use networks that inpaint images.")
        {
            CommandHelp.Option(),
            version,
        };
        foreach (var command in commands)
            root.Add(command);
        root.SetAction(new CommandHelp().Invoke);
        return root.WithExample("doctor", "see whether everything is here")
            .WithExample("run experiments/quickstart.yaml", "train a first network", ExampleNeeds.Minutes);
    }

    /// <summary>Parses without response files: a path may begin with '@'.</summary>
    public static ParseResult Parse(Command root, IReadOnlyList<string> args) =>
        root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

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
}
