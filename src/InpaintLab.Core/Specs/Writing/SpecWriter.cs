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
    public static string Write(object record)
    {
        var text = new StringBuilder();
        WriteRecord(text, record, indent: 0);
        return text.ToString();
    }

    private static void WriteRecord(StringBuilder text, object record, int indent)
    {
        foreach (var property in RecordShape.Of(record.GetType()).Properties)
        {
            var value = property.Info.GetValue(record);
            if (property.Block is { Inline: true } inline)
                WriteComponent(text, (ComponentSpec)value!, inline.Key, indent);
            else
                WriteEntry(text, property, value, indent);
        }
    }

    private static void WriteComponent(StringBuilder text, ComponentSpec component, string key, int indent)
    {
        text.Append(' ', indent).Append(key).Append(": ").Append(Scalar(component.Name)).Append('\n');
        WriteRecord(text, component.Options, indent);
    }

    private static void WriteEntry(StringBuilder text, RecordProperty property, object? value, int indent)
    {
        text.Append(' ', indent).Append(property.Key).Append(':');
        if (value is null || Scalars.IsScalar(value.GetType()))
        {
            text.Append(' ').Append(Scalar(value)).Append('\n');
        }
        else if (!property.IsList)
        {
            text.Append('\n');
            WriteMapping(text, property, value, indent + 2);
        }
        else if (value is IEnumerable items && (Scalars.IsScalar(property.ValueType) || !items.Cast<object>().Any()))
        {
            text.Append(" [").AppendJoin(", ", items.Cast<object>().Select(Scalar)).Append("]\n");
        }
        else
        {
            text.Append('\n');
            foreach (var item in (IEnumerable)value)
            {
                // The dash takes the place of the first key's indentation.
                var dash = text.Length + indent;
                WriteMapping(text, property, item, indent + 2);
                text[dash] = '-';
            }
        }
    }

    private static void WriteMapping(StringBuilder text, RecordProperty property, object value, int indent)
    {
        if (property.Block is { } block)
            WriteComponent(text, (ComponentSpec)value, block.Key, indent);
        else
            WriteRecord(text, value, indent);
    }

    private static string Scalar(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        string text => IsSafePlain(text) ? text : Quote(text),
        Enum => Scalars.EnumNames(value.GetType()).First(name => name.Value.Equals(value)).Key,
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

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
