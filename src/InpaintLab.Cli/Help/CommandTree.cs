using System.CommandLine;

namespace InpaintLab.Cli.Help;

/// <summary>Questions about commands that the parser does not answer.</summary>
internal static class CommandTree
{
    /// <summary>The command as it is typed, e.g. "inpaintlab runs show".</summary>
    public static string Path(this Command command) =>
        string.Join(" ", command.Parents.OfType<Command>().Select(Path).Append(command.Name));

    /// <summary>The listed commands below one, each before those below it.</summary>
    public static IEnumerable<Command> Below(Command command) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Below(c).Prepend(c));

    /// <summary>The options that the command takes, its own before those of the commands above it.</summary>
    public static IEnumerable<Option> AllOptions(this Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(AllOptions).Where(o => o.Recursive)).Where(o => !o.Hidden);

    /// <summary>What a user may type for the option.</summary>
    public static IEnumerable<string> Names(this Option option) => option.Aliases.Prepend(option.Name);

    /// <summary>What the option's value is called; empty for one without a value.</summary>
    public static string ValueName(this Option option) =>
        option.Arity.MaximumNumberOfValues == 0 || option.ValueType == typeof(bool) ? "" : option.HelpName ?? option.Name.TrimStart('-');

    /// <summary>The default as it would be typed; empty where there is none, or none worth telling.</summary>
    public static string Default(this Option option) => option.HasDefaultValue ? Typed(option.GetDefaultValue()) : "";

    /// <inheritdoc cref="Default(Option)"/>
    public static string Default(this Argument argument) => argument.HasDefaultValue ? Typed(argument.GetDefaultValue()) : "";

    private static string Typed(object? value) => value switch
    {
        null or false => "",
        System.Collections.IEnumerable and not string => "",
        Enum => value.ToString()!.ToLowerInvariant(),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!,
    };
}
