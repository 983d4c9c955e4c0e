using System.CommandLine;

namespace InpaintLab.Cli;

/// <summary>
/// A command by its name, made only where a command line needs it: making all sixty takes longer than what most of them do.
/// </summary>
/// <param name="Name">As it is typed.</param>
/// <param name="Create">Makes it for the words that follow its name; null: with everything below it.</param>
internal sealed record CommandEntry(string Name, Func<IReadOnlyList<string>?, Command> Create)
{
    /// <summary>A command that is always made as a whole.</summary>
    public CommandEntry(string name, Func<Command> create)
        : this(name, _ => create())
    {
    }

    /// <summary>Whether it asks about the other commands, so that all must be there.</summary>
    public bool NeedsAll { get; init; }

    /// <summary>The commands that a command line needs: the one that its first word names, else all.</summary>
    /// <param name="entries">All of them, in the order of the help.</param>
    /// <param name="words">The words from where the name of one is expected; null: all are needed.</param>
    public static IEnumerable<Command> For(IReadOnlyList<CommandEntry> entries, IReadOnlyList<string>? words)
    {
        if (words is [var first, ..] && entries.FirstOrDefault(e => e.Name == first) is { NeedsAll: false } named)
            return [named.Make([.. words.Skip(1)])];
        return [.. entries.Select(e => e.Make(null))];
    }

    private Command Make(IReadOnlyList<string>? words) => Create(words) is var command && command.Name == Name
        ? command
        : throw new InvalidOperationException($"the command '{command.Name}' is entered under the name '{Name}'");
}
