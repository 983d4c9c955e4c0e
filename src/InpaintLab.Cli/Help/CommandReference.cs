using System.CommandLine;
using System.CommandLine.Help;
using System.Text;

namespace InpaintLab.Cli.Help;

/// <summary>Writes the reference of all commands, <c>src/docs/cli.md</c>, from the commands themselves.</summary>
internal static class CommandReference
{
    private const int CommentColumn = 70;

    private const string Introduction =
        """
        # The command line

        Written by `./inpaintlab docs > src/docs/cli.md` from the commands themselves; a test holds it to them. Change a command's own
        description, options or examples, then write it anew.

        RUN is a run's id, its folder's name, a unique name or beginning, a path, or `latest`. Masks are files in which white is the hole.
        `-s key=value` stands for any key of a spec. With `--json`, standard output is one JSON document and nothing else. Progress and
        errors go to standard error. Every command takes `--help`.

        | exit code | meaning |
        |---|---|
        | 0 | success |
        | 1 | something to put right: the message says what was expected, what was received, and where |
        | 2 | a fault of InpaintLab |
        | 3 | a check failed |
        | 130 | interrupted by Ctrl-C; what was done is kept |

        """;

    /// <summary>The whole page, in Markdown.</summary>
    public static string Write(Command root)
    {
        var page = new StringBuilder(Introduction).Append('\n');
        var commands = CommandTree.Below(root).ToList();
        foreach (var command in commands)
            page.Append($"- [`{command.Path()}`](#{Anchor(command)}): {command.Description}\n");
        foreach (var command in commands)
            Write(page, command);
        return page.ToString();
    }

    // As GitHub makes it of the heading.
    private static string Anchor(Command command) => command.Path().Replace(' ', '-');

    private static void Write(StringBuilder page, Command command)
    {
        page.Append($"\n## {command.Path()}\n\n{command.Description}\n\n```\n{Synopsis(command)}\n```\n");
        var rows = command.Arguments.Where(a => !a.Hidden).Select(Row).Concat(Options(command).Select(Row)).ToList();
        if (rows.Count > 0)
            page.Append("\n| argument or option | meaning | default |\n|---|---|---|\n").AppendJoin("", rows);
        foreach (var (code, when) in command.ExitCodes())
            page.Append($"\nExit code {code}: {when}.\n");
        if (command.Examples() is not { Count: > 0 } examples)
            return;
        var width = examples.Where(e => e.Arguments.Length < CommentColumn).Select(e => e.Arguments.Length).DefaultIfEmpty(0).Max();
        page.Append("\n```\n");
        foreach (var example in examples)
            page.Append($"inpaintlab {example.Arguments.PadRight(width)}  # {example.Meaning}\n");
        page.Append("```\n");
    }

    private static IEnumerable<Option> Options(Command command) => command.AllOptions().Where(o => o is not (HelpOption or VersionOption));

    private static string Synopsis(Command command)
    {
        var parts = command.Arguments.Where(a => !a.Hidden).Select(argument =>
        {
            var name = argument.Arity.MaximumNumberOfValues > 1 ? $"{Name(argument)}..." : Name(argument);
            return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
        });
        var required = Options(command).Where(o => o.Required).Select(o => $"{Shortest(o)} {o.ValueName()}");
        if (command.Subcommands.Any(c => !c.Hidden))
            parts = parts.Append(command.Action is null ? "COMMAND" : "[COMMAND]");
        return string.Join(" ", parts.Concat(required).Prepend(command.Path()).Append("[options]"));
    }

    private static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    private static string Shortest(Option option) => option.Names().MinBy(n => n.Length)!;

    private static string Row(Argument argument) => Row(Name(argument), argument.Description, argument.Default());

    private static string Row(Option option)
    {
        var names = string.Join(", ", option.Names().OrderBy(n => n.Length).ThenBy(n => n, StringComparer.Ordinal));
        return Row($"{names} {option.ValueName()}".TrimEnd(), option.Description, option.Required ? "required" : option.Default());
    }

    private static string Row(string name, string? meaning, string defaultValue) =>
        $"| `{Cell(name)}` | {Cell(meaning)} | {(defaultValue.Length is 0 ? "" : $"`{Cell(defaultValue)}`")} |\n";

    private static string Cell(string? text) => (text ?? "").ReplaceLineEndings(" ").Replace("|", @"\|", StringComparison.Ordinal);
}
