using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace InpaintLab.Runs.Database;

/// <summary>
/// A resolved spec as flat paths and texts: <c>training.steps</c>, <c>evaluation.masks[0].name</c>; a list of plain values is one text with
/// commas between. Nothing is checked against today's components, so that old runs stay readable.
/// </summary>
public static class SpecPaths
{
    /// <summary>The paths of a file; none where it is missing or is not YAML, since a run is listed without them, too.</summary>
    public static IReadOnlyDictionary<string, string> ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or YamlException)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>The paths of a text; none for an empty one.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static IReadOnlyDictionary<string, string> Read(string yaml)
    {
        var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var parser = new Parser(new StringReader(yaml));
        parser.Consume<StreamStart>();
        if (parser.TryConsume<DocumentStart>(out _))
            Value(parser, "", paths);
        return paths;
    }

    private static void Value(Parser parser, string path, SortedDictionary<string, string> paths)
    {
        if (parser.TryConsume<MappingStart>(out _))
        {
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>().Value;
                Value(parser, path.Length == 0 ? key : $"{path}.{key}", paths);
            }
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            Items(parser, path, paths);
        }
        else
        {
            paths[path] = Text(parser);
        }
    }

    // A list of plain values is one text; in any other, each item has a path of its own.
    private static void Items(Parser parser, string path, SortedDictionary<string, string> paths)
    {
        var plain = new List<(int Place, string Text)>();
        var count = 0;
        for (; !parser.TryConsume<SequenceEnd>(out _); count++)
        {
            if (parser.Accept<MappingStart>(out _) || parser.Accept<SequenceStart>(out _))
                Value(parser, $"{path}[{count}]", paths);
            else
                plain.Add((count, Text(parser)));
        }

        if (plain.Count == count)
        {
            paths[path] = string.Join(", ", plain.Select(p => p.Text));
            return;
        }

        foreach (var (place, text) in plain)
            paths[$"{path}[{place}]"] = text;
    }

    private static string Text(Parser parser) =>
        parser.TryConsume<Scalar>(out var scalar) ? scalar.Value : "*" + parser.Consume<AnchorAlias>().Value;
}
