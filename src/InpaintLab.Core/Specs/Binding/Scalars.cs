using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Binding;

/// <summary>Single values: from YAML to the type of a property, strictly. Nothing is rounded, cut or guessed.</summary>
internal static class Scalars
{
    public static bool IsScalar(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(bool)
        || type == typeof(int) || type == typeof(long) || type == typeof(double);

    /// <summary>The value, or null when the scalar is not one of that type and range.</summary>
    public static object? Parse(SpecScalar scalar, Type type, RangeAttribute? range)
    {
        object? value = scalar.Kind switch
        {
            ScalarKind.Boolean when type == typeof(bool) => bool.Parse(scalar.Text),
            ScalarKind.Integer when type == typeof(int) => int.TryParse(scalar.Text, out var number) ? number : null,
            ScalarKind.Integer when type == typeof(long) => long.TryParse(scalar.Text, out var number) ? number : null,
            ScalarKind.Integer or ScalarKind.Number when type == typeof(double) => Finite(scalar.Text),
            ScalarKind.Text when type == typeof(string) => scalar.Text,
            ScalarKind.Text when type.IsEnum => EnumNames(type).FirstOrDefault(name => name.Key == scalar.Text).Value,
            _ => null,
        };
        return value is not null && range is not null && !IsWithin(range, Convert.ToDouble(value)) ? null : value;
    }

    /// <summary>The type and range in words.</summary>
    public static string Expected(Type type, RangeAttribute? range)
    {
        if (type.IsEnum)
            return $"one of {string.Join(", ", EnumNames(type).Keys)}";
        if (type == typeof(bool))
            return "true or false";
        if (type == typeof(string))
            return "text";
        return (type == typeof(double) ? "a finite number" : "an integer") + (range is null ? "" : Describe(range));
    }

    /// <summary>The names of an enum's values in specs (kebab-case), in order of declaration.</summary>
    public static IReadOnlyDictionary<string, object> EnumNames(Type type) =>
        Enum.GetValues(type).Cast<object>().ToDictionary(value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()!));

    /// <summary>A value, or null, as a spec has it, without quotes: numbers in the shortest form that reads back exactly.</summary>
    public static string Text(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum => EnumNames(value.GetType()).First(name => name.Value.Equals(value)).Key,
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static object? Finite(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static bool IsWithin(RangeAttribute range, double value)
    {
        var (low, high) = Bounds(range);
        return (range.MinimumIsExclusive ? value > low : value >= low) && (range.MaximumIsExclusive ? value < high : value <= high);
    }

    private static string Describe(RangeAttribute range)
    {
        var (low, high) = Bounds(range);
        var above = $" {(range.MinimumIsExclusive ? "above" : "from")} {low}";
        if (high is double.MaxValue or int.MaxValue or (double)long.MaxValue or double.PositiveInfinity)
            return range.MinimumIsExclusive ? above : $" of at least {low}";
        var below = (range.MinimumIsExclusive, range.MaximumIsExclusive) switch
        {
            (false, false) => "to",
            (false, true) => "to below",
            (true, false) => "and at most",
            (true, true) => "and below",
        };
        return $"{above} {below} {high}";
    }

    private static (double Low, double High) Bounds(RangeAttribute range) =>
        (Convert.ToDouble(range.Minimum, CultureInfo.InvariantCulture), Convert.ToDouble(range.Maximum, CultureInfo.InvariantCulture));
}
