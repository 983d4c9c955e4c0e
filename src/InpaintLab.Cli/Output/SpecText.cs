using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InpaintLab.Cli.Output;

/// <summary>Pieces of a spec, for the user to copy.</summary>
internal static partial class SpecText
{
    /// <summary>A text as a scalar of YAML, quoted where it must be.</summary>
    public static string Quote(string text) => Plain().IsMatch(text) ? text : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Those options that are not the other record's, as "key: value".</summary>
    /// <param name="options">An options record without lists or blocks of its own.</param>
    /// <param name="others">A record with the same properties.</param>
    /// <param name="shared">The base record whose properties count.</param>
    public static IEnumerable<string> Differences(object options, object others, Type shared) => shared.GetProperties()
        .Where(p => p.SetMethod is not null)
        .Select(p => (p.Name, Value: p.GetValue(options), Other: p.GetValue(others)))
        .Where(p => !Equals(p.Value, p.Other))
        .Select(p => $"{JsonNamingPolicy.SnakeCaseLower.ConvertName(p.Name)}: {Scalar(p.Value)}");

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum name => JsonNamingPolicy.KebabCaseLower.ConvertName(name.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quote(value.ToString()!),
    };

    [GeneratedRegex(@"\A[A-Za-z0-9_./-]+\z")]
    private static partial Regex Plain();
}
