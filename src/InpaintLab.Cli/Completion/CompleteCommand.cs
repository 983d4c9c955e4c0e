using System.CommandLine;

namespace InpaintLab.Cli.Completion;

/// <summary>
/// <c>complete -- WORDS</c>, not listed: called by the shells' scripts at every press of the key, hence never loads libtorch.
/// </summary>
internal static class CompleteCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var words = new Argument<string[]>("WORDS")
        {
            Description = "The words after the program's name up to the cursor; the last is the one to complete, and may be empty.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new Command("complete", "Print the candidates for a word, one a line; none means: a file.") { words };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            foreach (var candidate in Completer.Complete(parsed.RootCommandResult.Command, parsed.GetValue(words) ?? []))
                Console.Out.WriteLine(candidate);
        });
        return command;
    }
}
