using System.CommandLine;
using System.CommandLine.Completions;
using InpaintLab.Cli.Help;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Completion;

/// <summary>
/// Finds what may stand at the end of a command line. What a value is, is seen from its name: RUN is a run, key=value a key of a spec,
/// a|b one of these; other values are files, which the shell completes.
/// </summary>
internal static class Completer
{
    private const string RunName = "RUN";
    private const string OverrideName = "key=value";

    /// <summary>The candidates, in order; empty where a file is expected, or nothing fits.</summary>
    /// <param name="root">The program.</param>
    /// <param name="words">The words after its name; the last is to be completed.</param>
    public static IReadOnlyList<string> Complete(Command root, IReadOnlyList<string> words)
    {
        var (command, arguments, literal, awaiting) = (root, 0, false, (Option?)null);
        foreach (var word in words.SkipLast(1))
        {
            if (awaiting is not null)
                awaiting = null;
            else if (literal || !word.StartsWith('-'))
            {
                (command, arguments) = !literal && arguments == 0 && Child(command, word) is { } child
                    ? (child, 0)
                    : (command, arguments + 1);
            }
            else if (word == "--")
                literal = true;
            else
                awaiting = command.AllOptions().FirstOrDefault(o => o.Names().Contains(word) && o.ValueName().Length > 0);
        }

        var current = words.Count == 0 ? "" : words[^1];
        IEnumerable<string> candidates;
        if (awaiting is not null)
            candidates = Values(awaiting, awaiting.ValueName(), current);
        else if (current.StartsWith('-') && !literal)
        {
            candidates = command.AllOptions()
                .SelectMany(o => o.Names())
                .Where(n => n.StartsWith("--", StringComparison.Ordinal) || n == current);
        }
        else
            candidates = Commands(command, arguments).Concat(Values(command, arguments, current));
        return [.. candidates.Where(c => c.StartsWith(current, StringComparison.Ordinal)).Distinct()];
    }

    private static Command? Child(Command command, string name) =>
        command.Subcommands.FirstOrDefault(c => c.Name == name || c.Aliases.Contains(name));

    private static IEnumerable<string> Commands(Command command, int arguments) =>
        arguments > 0 ? [] : command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);

    private static IEnumerable<string> Values(Command command, int index, string current)
    {
        // The last argument takes all that follows, when it takes several.
        var argument = command.Arguments.ElementAtOrDefault(index) ?? command.Arguments.LastOrDefault(
            a => a.Arity.MaximumNumberOfValues > 1);
        return argument is null ? [] : Values(argument, argument.HelpName ?? argument.Name, current);
    }

    private static IEnumerable<string> Values(Symbol symbol, string name, string current) => name switch
    {
        RunName => Runs(current).Concat(symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label)),
        OverrideName => SpecKeys.Complete(current),
        _ when name.Contains('|', StringComparison.Ordinal) => name.Split('|'),
        _ => symbol.GetCompletions(CompletionContext.Empty).Select(c => c.Label),
    };

    // A folder's name begins with a date that nobody types from memory: it is offered once it was begun.
    private static IEnumerable<string> Runs(string current)
    {
        var runs = RunFolder.List(RunsRoot.Default());
        var unique = runs.CountBy(r => r.Name).Where(n => n.Value == 1).Select(n => n.Key);
        var folders = current.Length == 0 ? [] : runs.Select(r => r.FolderName);
        return [.. runs.Count > 0 ? ["latest"] : Array.Empty<string>(), .. unique, .. runs.Select(r => r.Id), .. folders];
    }
}
