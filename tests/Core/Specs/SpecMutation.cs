using InpaintLab.Core.Randomness;
using YamlDotNet.RepresentationModel;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>Random damage to the text of a spec, and what another reader of YAML finds in it.</summary>
internal static class SpecMutation
{
    private static readonly string[] Fragments =
    [
        " ", "\n", "\r\n", "\r", "\t", ":", ": ", "-", "- ", ",", "[", "]", "{", "}", "#", " #", "\"", "'", "&a ", "*a", "!", "!!int ",
        "|", ">", "%", "@", "`", "?", "~", "\\", "---", "...", "<<", "\0", "\u0001", "\u0085", "\ufeff", "é", "😀", "\ud800",
        "0", "-1", "1.5", "1e999", ".nan", "-.inf", "yes", "true", "null", "''", "0x10", "007", "1_000", "99999999999999999999",
        "kind", "boxes", "free-form", "name: a", "zzz: 1", "{}", "[]",
    ];

    /// <summary>The text with one change, or up to three.</summary>
    public static string Of(string text, RandomStream random, int most = 3)
    {
        for (var n = random.Integer(1, most + 1); n > 0; n--)
            text = Change(text, random);
        return text;
    }

    /// <summary>Every single value of the text by its path.</summary>
    public static Dictionary<string, YamlScalarNode> Leaves(string text)
    {
        var leaves = new Dictionary<string, YamlScalarNode>();
        Collect(Root(text), "");
        return leaves;

        void Collect(YamlNode node, string path)
        {
            switch (node)
            {
                case YamlMappingNode map:
                    foreach (var (key, value) in map.Children)
                        Collect(value, $"{path}.{((YamlScalarNode)key).Value}");
                    break;
                case YamlSequenceNode list:
                    for (var i = 0; i < list.Children.Count; i++)
                        Collect(list.Children[i], $"{path}[{i}]");
                    break;
                default:
                    leaves.Add(path, (YamlScalarNode)node);
                    break;
            }
        }
    }

    /// <summary>The document.</summary>
    public static YamlNode Root(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Single().RootNode;
    }

    /// <summary>Whether two values mean the same.</summary>
    public static bool AreEqual(YamlScalarNode written, YamlScalarNode taken)
    {
        var (a, b) = (written.Value ?? "", taken.Value ?? "");
        if (a == b || (IsNull(written) && b == "null"))
            return true;
        return double.TryParse(a, out var x) && double.TryParse(b, out var y) ? x == y
            : bool.TryParse(a, out var p) && bool.TryParse(b, out var q) && p == q;
    }

    /// <summary>Whether it is no value.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Value: null or "" or "~" or "null" or "Null" or "NULL", Style: YamlDotNet.Core.ScalarStyle.Any or YamlDotNet.Core.ScalarStyle.Plain };

    private static string Change(string text, RandomStream random)
    {
        if (text.Length < 2)
            return text + Fragments[random.Integer(0, Fragments.Length)];
        var at = random.Integer(0, text.Length);
        var length = Math.Min(random.Integer(1, 12), text.Length - at);
        var lines = text.Split('\n');
        var (one, other) = (random.Integer(0, lines.Length), random.Integer(0, lines.Length));
        switch (random.Integer(0, 7))
        {
            case 0:
                return text.Remove(at, length);
            case 1:
                return text.Insert(at, Fragments[random.Integer(0, Fragments.Length)]);
            case 2:
                return text.Remove(at, length).Insert(at, Fragments[random.Integer(0, Fragments.Length)]);
            case 3:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                return string.Join('\n', lines);
            case 4:
                lines[one] += '\n' + lines[other];
                return string.Join('\n', lines);
            case 5:
                return string.Join('\n', lines.Where((_, line) => line != one));
            default:
                // A whole value, so that many mutants are valid YAML.
                var colon = text.IndexOf(": ", at, StringComparison.Ordinal);
                var end = colon < 0 ? -1 : text.IndexOfAny([',', '}', '\n'], colon);
                return end < 0 ? text : text[..(colon + 2)] + Fragments[random.Integer(0, Fragments.Length)] + text[end..];
        }
    }
}
