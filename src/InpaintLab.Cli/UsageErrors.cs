using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using InpaintLab.Cli.Help;
using InpaintLab.Core.Errors;

namespace InpaintLab.Cli;

/// <summary>What is wrong with a command line: what was expected, what was received, and the nearest valid name.</summary>
internal static class UsageErrors
{
    /// <summary>The errors, in the order of the command line; none when it can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        // --help and --version have their way with any command line.
        if (parsed.Action is { ClearsParseErrors: true } and not ParseErrorAction)
            return [];
        var command = parsed.CommandResult.Command;
        var unknown = Unknown(parsed, command).ToList();
        return unknown.Count > 0 ? unknown : [.. parsed.Errors.Select(e => Describe(e, command)).Distinct()];
    }

    // A mistyped option looks like an argument to the parser where the command takes one; what the user meant is an option.
    private static IEnumerable<string> Unknown(ParseResult parsed, Command command)
    {
        var literal = parsed.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).Select(t => t.Value).ToHashSet(StringComparer.Ordinal);
        var taken = command.Arguments.SelectMany(a => parsed.GetResult(a)?.Tokens ?? []).Select(t => t.Value);
        var options = taken.Concat(parsed.UnmatchedTokens).Where(t => t.Length > 1 && t[0] == '-' && !literal.Contains(t)).ToList();
        if (options.Count > 0)
        {
            // What follows an unknown option may be its value: no word about that.
            var known = command.AllOptions().SelectMany(o => o.Names()).Where(n => n.StartsWith("--", StringComparison.Ordinal));
            return options.Select(o => Describe($"option of {command.Path()}", o.Split('=')[0], known));
        }

        var names = command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name).ToList();
        return parsed.UnmatchedTokens.Select(token => names.Count > 0
            ? Describe(command.Parents.Any() ? $"command of {command.Path()}" : "command", token, names)
            : $"{command.Path()}: expected {Expected(command)}, received '{token}' too");
    }

    private static string Describe(string what, string received, IEnumerable<string> known) =>
        UserErrorException.DescribeUnknownName(what, received, known.Distinct().Order(StringComparer.Ordinal));

    private static string Describe(ParseError error, Command command) => error.SymbolResult switch
    {
        ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing =>
            $"{command.Path()}: expected {Name(missing.Argument)} ({Lower(missing.Argument.Description)}), received nothing",
        OptionResult { Option.Required: true, IdentifierToken: null } missing =>
            $"option '{missing.Option.Name}' is required ({Lower(missing.Option.Description)})",
        OptionResult { Tokens.Count: 0 } missing => $"{missing.Option.Name}: expected {missing.Option.ValueName()}, received nothing",
        ArgumentResult { Tokens.Count: 0, Parent: OptionResult o } => $"{o.Option.Name}: expected {o.Option.ValueName()}, received nothing",
        ArgumentResult { Tokens: [var token], Parent: OptionResult o } when NumberExpected(o.Option.ValueType, token.Value) is { } kind =>
            $"{o.Option.Name}: expected {kind}, received '{token.Value}'",
        OptionResult { Tokens: [var token] } o when NumberExpected(o.Option.ValueType, token.Value) is { } kind =>
            $"{o.Option.Name}: expected {kind}, received '{token.Value}'",
        OptionResult { Tokens.Count: > 1 } o when o.Option.Arity.MaximumNumberOfValues == 1 =>
            $"{o.Option.Name}: expected once, received {o.Tokens.Count} times",
        CommandResult when command.Action is null =>
            $"{command.Path()}: expected one of {string.Join(", ", command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name))}, "
                + "received nothing",
        _ => error.Message,
    };

    private static string Expected(Command command) => command.Arguments.Count == 0
        ? "no argument"
        : string.Join(" ", command.Arguments.Where(a => !a.Hidden).Select(Name));

    private static string Name(Argument argument) => argument.HelpName ?? argument.Name;

    // The description within a sentence; a name in capitals stays one.
    private static string Lower(string? description) => description switch
    {
        null => "",
        [var first, var second, ..] when !char.IsUpper(second) => $"{char.ToLowerInvariant(first)}{description[1..]}".TrimEnd('.'),
        _ => description.TrimEnd('.'),
    };

    // What kind of number the text should be and is not; a number that is refused has an error of its own.
    private static string? NumberExpected(Type type, string received) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when (t == typeof(int) || t == typeof(long)) && !long.TryParse(received, CultureInfo.InvariantCulture, out _) =>
            "a whole number",
        var t when (t == typeof(double) || t == typeof(float)) && !double.TryParse(received, CultureInfo.InvariantCulture, out _) =>
            "a number",
        _ => null,
    };
}
