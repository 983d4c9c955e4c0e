using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Writing;

/// <summary>
/// Writes records as YAML that reads back to the same values: every key, in order of declaration, numbers in the shortest form that
/// reads back exactly. Equal specs give equal text, on every machine.
/// </summary>
internal static partial class SpecWriter
{
    public static string Write(object record) => string.Concat(Lines(record).Select(line => line.Text + "\n"));

    /// <summary>The lines of the text, each with the path of the value that stands in it.</summary>
    public static IReadOnlyList<(string Text, string Path)> Lines(object record)
    {
        var lines = new List<(string Text, string Path)>();
        WriteRecord(lines, record, indent: 0, path: "");
        return lines;
    }

    private static void WriteRecord(List<(string Text, string Path)> lines, object record, int indent, string path)
    {
        foreach (var property in RecordShape.Of(record.GetType()).Properties)
        {
            var value = property.Info.GetValue(record);
            if (property.IsWrittenWhenUsed && IsUnused(value))
                continue;
            if (property.Block is { Inline: true } inline)
                WriteComponent(lines, (ComponentSpec)value!, inline.Key, indent, path);
            else
                WriteEntry(lines, property, value, indent, SpecBinder.Join(path, property.Key));
        }
    }

    private static bool IsUnused(object? value) => value switch
    {
        null => true,
        var scalar when Scalars.IsScalar(scalar.GetType()) => Equals(scalar, Activator.CreateInstance(scalar.GetType())),
        IEnumerable items => !items.Cast<object>().Any(),
        _ => Lines(value).SequenceEqual(Lines(Activator.CreateInstance(value.GetType())!)),
    };

    private static void WriteComponent(List<(string Text, string Path)> lines, ComponentSpec component, string key, int indent, string path)
    {
        lines.Add(($"{Indent(indent)}{key}: {Scalar(component.Name)}", SpecBinder.Join(path, key)));
        WriteRecord(lines, component.Options, indent, path);
    }

    private static void WriteEntry(List<(string Text, string Path)> lines, RecordProperty property, object? value, int indent, string path)
    {
        var key = $"{Indent(indent)}{property.Key}:";
        if (value is null || Scalars.IsScalar(value.GetType()))
        {
            lines.Add(($"{key} {Scalar(value)}", path));
        }
        else if (!property.IsList)
        {
            lines.Add((key, path));
            WriteMapping(lines, property, value, indent + 2, path);
        }
        else if (value is IEnumerable items && (Scalars.IsScalar(property.ValueType) || !items.Cast<object>().Any()))
        {
            lines.Add(($"{key} [{string.Join(", ", items.Cast<object>().Select(Scalar))}]", path));
        }
        else
        {
            lines.Add((key, path));
            var index = 0;
            foreach (var item in (IEnumerable)value)
            {
                // The dash takes the place of the first key's indentation.
                var first = lines.Count;
                WriteMapping(lines, property, item, indent + 2, $"{path}[{index++}]");
                lines[first] = ($"{Indent(indent)}-{lines[first].Text[(indent + 1)..]}", lines[first].Path);
            }
        }
    }

    private static void WriteMapping(List<(string Text, string Path)> lines, RecordProperty property, object value, int indent, string path)
    {
        if (property.Block is { } block)
            WriteComponent(lines, (ComponentSpec)value, block.Key, indent, path);
        else
            WriteRecord(lines, value, indent, path);
    }

    private static string Indent(int width) => new(' ', width);

    private static string Scalar(object? value) => value is string text && !IsSafePlain(text) ? Quote(text) : Scalars.Text(value);

    private static bool IsSafePlain(string text) => Plain().IsMatch(text) && PlainScalar.KindOf(text) == ScalarKind.Text;

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff')
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    // Narrow on purpose: what is quoted without need does no harm.
    [GeneratedRegex(@"\A[A-Za-z0-9_./][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*\z",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Plain();
}
