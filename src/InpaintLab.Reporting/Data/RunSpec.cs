using System.Security.Cryptography;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace InpaintLab.Reporting.Data;

/// <summary>
/// The resolved spec of a run as flat keys and texts: <c>training.steps</c>, <c>evaluation.masks[0].name</c>. Nothing is checked against
/// today's components, so that old runs stay readable.
/// </summary>
public sealed class RunSpec
{
    private const string SeedLine = "seed: ";

    private readonly SortedDictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Reads the text of <c>spec.yaml</c>; an empty one has no keys.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">It is not YAML.</exception>
    public RunSpec(string text)
    {
        Text = text;
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        if (yaml.Documents.Count > 0)
            Flatten("", yaml.Documents[0].RootNode);
        var withoutSeed = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith(SeedLine, StringComparison.Ordinal)));
        HashWithoutSeed = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(withoutSeed)));
    }

    /// <summary>The spec as it stands in the run folder.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the text without the line of the run's seed: equal for runs that differ in nothing else.</summary>
    public string HashWithoutSeed { get; }

    /// <summary>All keys with their values as written; "null" where nothing is.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>The value of a key, or null when the spec lacks it.</summary>
    public string? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>The keys in which two specs differ, the seed left out, in order.</summary>
    public IReadOnlyList<string> KeysUnlike(RunSpec other) =>
    [
        .. _values.Keys.Union(other._values.Keys)
            .Where(key => key != "seed" && this[key] != other[key])
            .Order(StringComparer.Ordinal),
    ];

    private void Flatten(string path, YamlNode node)
    {
        switch (node)
        {
            case YamlMappingNode map:
                foreach (var (key, value) in map.Children)
                    Flatten(path.Length == 0 ? $"{key}" : $"{path}.{key}", value);
                break;
            case YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode):
                _values[path] = string.Join(", ", list.Children);
                break;
            case YamlSequenceNode list:
                foreach (var (i, item) in list.Children.Index())
                    Flatten($"{path}[{i}]", item);
                break;
            default:
                _values[path] = $"{node}";
                break;
        }
    }
}
