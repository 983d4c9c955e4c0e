using System.Reflection;
using System.Text.Json;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Completion;

/// <summary>The keys that <c>-s key=value</c> can set, with the values of those that have few.</summary>
internal static class SpecKeys
{
    /// <summary>What may follow <paramref name="current"/>: keys up to their '=', then values.</summary>
    public static IEnumerable<string> Complete(string current)
    {
        var keys = Of(typeof(ExperimentSpec), "").DistinctBy(k => k.Key);
        return current.Contains('=', StringComparison.Ordinal)
            ? keys.Where(k => current.StartsWith($"{k.Key}=", StringComparison.Ordinal))
                .SelectMany(k => k.Values.Select(v => $"{k.Key}={v}"))
            : keys.Select(k => $"{k.Key}=");
    }

    private static IEnumerable<(string Key, IEnumerable<string> Values)> Of(Type record, string prefix)
    {
        foreach (var property in record.GetProperties().Where(p => p.SetMethod is { IsPublic: true }))
        {
            var key = prefix + JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var nested = property.GetCustomAttribute<ComponentBlockAttribute>() is { } block ? OfBlock(block, key)
                : type.Assembly == typeof(ExperimentSpec).Assembly && !type.IsEnum ? Of(type, key + ".")
                : [(key, ValuesOf(type))];
            foreach (var found in nested)
                yield return found;
        }
    }

    // Which component it will be is not known here: the options of all.
    private static IEnumerable<(string Key, IEnumerable<string> Values)> OfBlock(ComponentBlockAttribute block, string key)
    {
        var components = Components.Registry.All(block.Kind);
        return components.SelectMany(c => Of(c.OptionsType, key + ".")).Prepend(($"{key}.{block.Key}", components.Select(c => c.Name)));
    }

    private static IEnumerable<string> ValuesOf(Type type) =>
        type.IsEnum
            ? Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)
            : type == typeof(bool)
            ? ["true", "false"]
            : [];
}
