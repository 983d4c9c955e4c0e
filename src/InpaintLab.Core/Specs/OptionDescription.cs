using System.Collections;
using InpaintLab.Core.Specs.Binding;

namespace InpaintLab.Core.Specs;

/// <summary>One key of a component's block in a spec, for listings.</summary>
/// <param name="Key">The key; those of a nested mapping with a dot, e.g. "box.max_side".</param>
/// <param name="Expected">What it takes, in words.</param>
/// <param name="Default">What it is when it is left out, in words; null when it must be given.</param>
public sealed record OptionDescription(string Key, string Expected, string? Default)
{
    /// <summary>The keys of an options record, in order of declaration.</summary>
    public static IReadOnlyList<OptionDescription> Of(Type options) => [.. Describe(options, Activator.CreateInstance(options)!, "")];

    private static IEnumerable<OptionDescription> Describe(Type type, object record, string prefix)
    {
        foreach (var property in RecordShape.Of(type).Properties)
        {
            var value = property.Info.GetValue(record);
            if (!property.IsList && property.Block is null && value is not null && !Scalars.IsScalar(property.ValueType))
            {
                foreach (var nested in Describe(property.ValueType, value, $"{prefix}{property.Key}."))
                    yield return nested;
                continue;
            }

            yield return new OptionDescription(prefix + property.Key, property.Expected, property.IsRequired ? null : Format(value));
        }
    }

    private static string Format(object? value) =>
        value is IEnumerable items and not string ? $"[{string.Join(", ", items.Cast<object>().Select(Format))}]" : Scalars.Text(value);
}
