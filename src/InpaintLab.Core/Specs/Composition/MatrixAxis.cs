using System.Text.RegularExpressions;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>One of the things that an axis can be, and what it does to a spec.</summary>
/// <param name="Label">Its name in cells' names and in tables.</param>
/// <param name="Where">Where it is written.</param>
/// <param name="Apply">The spec with this choice made; returns a new one or changes the one given.</param>
internal sealed record MatrixChoice(string Label, Origin Where, Func<SpecMap, SpecErrors, SpecMap> Apply);

/// <summary>
/// One axis of a matrix: a key of the spec with a list of values (<c>resolution: [64, 128]</c>), or a free name with labelled parts of a
/// spec (<c>model: {small: {model: {...}}, large: {...}}</c>).
/// </summary>
internal sealed partial record MatrixAxis(string Name, Origin Where, IReadOnlyList<MatrixChoice> Choices)
{
    /// <summary>The choice of that label, or null.</summary>
    public MatrixChoice? Find(string label) => Choices.FirstOrDefault(choice => choice.Label == label);

    /// <summary>Reads an axis, or adds errors.</summary>
    public static MatrixAxis? Read(SpecEntry entry, SpecErrors errors)
    {
        var before = errors.Count;
        var choices = entry.Value switch
        {
            SpecList list => list.Items.Select(item => OfValue(entry.Key, item, errors)),
            SpecMap map => map.Entries.Where(e => !IsNull(e.Value)).Select(e => OfVariant(entry.Key, e, errors)),
            _ => null,
        };
        if (choices is null)
        {
            errors.Add(entry.Value.Where, $"matrix.{entry.Key}: expected a list of values of the key '{entry.Key}', or a mapping of "
                + "labels to parts "
                + $"of a spec, received {entry.Value.Describe()}");
            return null;
        }

        var axis = new MatrixAxis(entry.Key, entry.Where, [.. choices.OfType<MatrixChoice>()]);
        foreach (var twice in axis.Choices.GroupBy(c => c.Label, StringComparer.OrdinalIgnoreCase).Where(g => g.Skip(1).Any()))
            errors.Add(twice.Last().Where, $"matrix.{entry.Key}: two choices are labelled '{twice.Key}'");
        if (axis.Choices.Count == 0 && errors.Count == before)
            errors.Add(entry.Value.Where, $"matrix.{entry.Key}: expected at least one choice");
        return errors.Count == before ? axis : null;
    }

    private static MatrixChoice? OfValue(string key, SpecNode value, SpecErrors errors)
    {
        if (!SpecOverride.IsPath(key))
        {
            errors.Add(value.Where, $"matrix: expected a key such as training.batch for a list of values, received '{Printable.Of(key)}'");
            return null;
        }

        if (LabelOf(value) is not { } label)
        {
            errors.Add(value.Where, $"matrix.{key}: no label can be made for {value.Describe()}; give the choices labels: "
                + $"{key}: {{label: {{{key}: ...}}, ...}}");
            return null;
        }

        return new MatrixChoice(label, value.Where, (spec, into) =>
        {
            if (SpecOverride.Set(spec, key, value.Copy(), value.Where) is { } error)
                into.Add(value.Where, $"matrix.{key}: {error}");
            return spec;
        });
    }

    private static MatrixChoice? OfVariant(string axis, SpecEntry entry, SpecErrors errors)
    {
        if (entry.Value is SpecMap part && Label().IsMatch(entry.Key))
            return new MatrixChoice(entry.Key, entry.Where, (spec, _) => SpecMerge.Merge(spec, part));
        if (entry.Value is not SpecMap)
        {
            errors.Add(
                entry.Value.Where,
                $"matrix.{axis}.{Printable.Of(entry.Key)}: expected a part of a spec as a mapping, received {entry.Value.Describe()}");
        }
        else
        {
            errors.Add(
                entry.Where,
                $"matrix.{axis}: expected a label of letters, digits and any of . _ + -, received '{Printable.Of(entry.Key)}'");
        }

        return null;
    }

    // A single value is its own label, a component block has its name, with its variant.
    private static string? LabelOf(SpecNode value)
    {
        var text = value switch
        {
            SpecScalar { Kind: not ScalarKind.Null } scalar => scalar.Text,
            SpecMap map when (map.Find("kind") ?? map.Find("family"))?.Value is SpecScalar name =>
                map.Find("variant")?.Value is SpecScalar variant ? $"{name.Text}-{variant.Text}" : name.Text,
            _ => "",
        };
        var label = Unfit().Replace(text, "-").Trim('-', '.');
        return label.Length is > 0 and <= 48 ? label : null;
    }

    private static bool IsNull(SpecNode value) => value is SpecScalar { Kind: ScalarKind.Null };

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._+-]{0,47}\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();

    [GeneratedRegex("[^A-Za-z0-9._+-]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unfit();
}
