using System.Text.RegularExpressions;

namespace InpaintLab.Core.Specs.Reading;

/// <summary>
/// One <c>-s key=value</c>: the key is a path such as <c>evaluation.masks[0].kind</c>, the value is YAML. It replaces the value at that
/// path, or adds it with the mappings that lead to it; whether such a key exists is for the binding to say.
/// </summary>
internal static partial class SpecOverride
{
    /// <summary>Applies the override to the spec, or adds an error that names the <paramref name="option"/> it was given with.</summary>
    public static void Apply(SpecMap spec, string text, SpecErrors errors, string option = "-s")
    {
        var where = new Origin($"{option} {Printable.Of(text)}", 0, 0);
        var equals = text.IndexOf('=');
        if (equals < 0 || !IsPath(text[..equals]))
        {
            errors.Add(where, "expected key=value with a key such as training.steps or evaluation.masks[0].kind");
            return;
        }

        var errorsBefore = errors.Count;
        var value = SpecReader.Read(text[(equals + 1)..], _ => where, errors) ?? new SpecScalar("", isQuoted: false, where);
        if (errors.Count > errorsBefore)
            return;
        if (Set(spec, text[..equals], value, where) is { } error)
            errors.Add(where, error);
    }

    /// <summary>Whether the text is the path of a value, such as <c>evaluation.masks[0].kind</c>.</summary>
    public static bool IsPath(string text) => Path().IsMatch(text);

    /// <summary>Puts a value at a path of the spec. Returns what is wrong with the path, or null.</summary>
    public static string? Set(SpecMap spec, string path, SpecNode value, Origin where) =>
        Set(spec, Step().Matches(path).Select(m => m.Value).ToArray(), value, where);

    // Walks to the container of the last step; what is missing on the way becomes a mapping. Returns what is wrong, or null.
    private static string? Set(SpecNode container, string[] steps, SpecNode value, Origin where)
    {
        var path = "";
        for (var i = 0; i < steps.Length; i++)
        {
            var isLast = i == steps.Length - 1;
            switch (container)
            {
                case SpecList list when IsIndex(steps[i], out var index):
                    if (index >= list.Items.Count)
                        return $"'{path}' has {list.Items.Count} items, counted from 0: there is no [{index}]";
                    if (isLast)
                        list.Items[index] = value;
                    container = list.Items[index];
                    break;
                case SpecMap map when !IsIndex(steps[i], out _):
                    var entry = map.Find(steps[i]);
                    var isAbsent = entry is null or { Value: SpecScalar { Kind: ScalarKind.Null } };
                    if (isAbsent && !isLast && IsIndex(steps[i + 1], out _))
                        return $"'{Join(path, steps[i])}' is not given, so it has no item {steps[i + 1]}; give the whole list";
                    var next = isLast ? value : isAbsent ? new SpecMap(where) : entry!.Value;
                    if (next != entry?.Value)
                        map.Set(new SpecEntry(steps[i], where, next));
                    container = next;
                    break;
                default:
                    var expected = IsIndex(steps[i], out _) ? "a list" : "a mapping";
                    return $"expected '{path}' to be {expected}, but it is {container.Describe()}";
            }

            path = Join(path, steps[i]);
        }

        return null;
    }

    private static string Join(string path, string step) => path.Length == 0 || IsIndex(step, out _) ? path + step : $"{path}.{step}";

    private static bool IsIndex(string step, out int index)
    {
        index = -1;
        return step[0] == '[' && int.TryParse(step.AsSpan(1, step.Length - 2), out index);
    }

    [GeneratedRegex(@"\A[^\s.\[\]=]+(\[[0-9]{1,6}\])*(\.[^\s.\[\]=]+(\[[0-9]{1,6}\])*)*\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Path();

    [GeneratedRegex(@"\[[0-9]+\]|[^.\[\]]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Step();
}
