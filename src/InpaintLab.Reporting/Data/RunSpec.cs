using System.Security.Cryptography;
using System.Text;
using InpaintLab.Runs.Database;

namespace InpaintLab.Reporting.Data;

/// <summary>
/// The resolved spec of a run as flat keys and texts: <c>training.steps</c>, <c>evaluation.masks[0].name</c>. Nothing is checked against
/// today's components, so that old runs stay readable.
/// </summary>
public sealed class RunSpec
{
    private const string SeedLine = "seed: ";

    /// <summary>Reads the text of <c>spec.yaml</c>; an empty one has no keys.</summary>
    /// <exception cref="YamlDotNet.Core.YamlException">It is not YAML.</exception>
    public RunSpec(string text)
    {
        Text = text;
        Values = SpecPaths.Read(text);
        var withoutSeed = string.Join('\n', text.Split('\n').Where(line => !line.StartsWith(SeedLine, StringComparison.Ordinal)));
        HashWithoutSeed = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(withoutSeed)));
    }

    /// <summary>The spec as it stands in the run folder.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the text without the line of the run's seed: equal for runs that differ in nothing else.</summary>
    public string HashWithoutSeed { get; }

    /// <summary>All keys with their values as written; "null" where nothing is.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>The value of a key, or null when the spec lacks it.</summary>
    public string? this[string key] => Values.GetValueOrDefault(key);

    /// <summary>The keys in which two specs differ, the seed left out, in order.</summary>
    public IReadOnlyList<string> KeysUnlike(RunSpec other) =>
    [
        .. Values.Keys.Union(other.Values.Keys)
            .Where(key => key != "seed" && this[key] != other[key])
            .Order(StringComparer.Ordinal),
    ];
}
