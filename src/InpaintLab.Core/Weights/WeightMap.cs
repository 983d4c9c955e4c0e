using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Weights;

/// <summary>The element type of exported weights.</summary>
public enum WeightsType
{
    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE half precision.</summary>
    Float16,

    /// <summary>The upper half of a single.</summary>
    Bfloat16,
}

/// <summary>How the keys of somebody else's weights file correspond to those of a network here: a YAML file.</summary>
public sealed record WeightMap
{
    // What torch.nn.DataParallel puts before every key.
    private const string Parallel = "module.";

    /// <summary>What the file is for, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// Keys under which the weights may stand in the file, dotted where nested: the first that is there counts, and what is beside it is
    /// left alone. Without any, the whole file is meant.
    /// </summary>
    public IReadOnlyList<string> Roots { get; init; } = [];

    /// <summary>Keys of the file that the network has no use for, below the root; * stands for any text.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Element type on export; null: the network's. On import every type is converted to the network's.</summary>
    public WeightsType? Dtype { get; init; }

    /// <summary>From keys of the file to keys of the network; for each key the first that matches counts.</summary>
    public required IReadOnlyList<WeightRule> Rules { get; init; }

    /// <summary>Reads a mapping.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="file">Its name for messages.</param>
    /// <exception cref="SpecException">All that is wrong in it, with line and column.</exception>
    public static WeightMap Read(string text, string file)
    {
        var errors = new SpecErrors();
        var map = SpecFile.Parse(text, file, errors, "a weight map") is { } node
            ? new SpecBinder(new ComponentRegistry(), errors).BindRecord(typeof(WeightMap), node, "", node.Where) as WeightMap
            : null;
        errors.ThrowIfAny();
        return map ?? throw new InvalidOperationException("a weight map was neither bound nor refused");
    }

    /// <summary>
    /// What is put before the keys that are meant: the first root that has any, and "module." where every key has it (as
    /// torch.nn.DataParallel writes them).
    /// </summary>
    public string Prefix(IReadOnlyCollection<string> keys)
    {
        var root = Roots.Select(r => r + ".").FirstOrDefault(r => keys.Any(k => k.StartsWith(r, StringComparison.Ordinal))) ?? "";
        return keys.Where(k => k.StartsWith(root, StringComparison.Ordinal))
            .All(k => k.StartsWith(root + Parallel, StringComparison.Ordinal))
            ? root + Parallel
            : root;
    }

    /// <summary>Whether the file may have this key without use.</summary>
    public bool Ignores(string key) => Ignore.Any(pattern => new Glob(pattern).Match(key) is not null);

    /// <summary>The network's key for one of the file's, and the rule that says so; null when none does.</summary>
    public (string Key, WeightRule Rule)? Forward(string key) => First(rule => rule.Forward(key));

    /// <summary>The file's key for one of the network's, and the rule that says so; null when none does.</summary>
    /// <exception cref="UserErrorException">A rule is a regular expression: these only lead one way.</exception>
    public (string Key, WeightRule Rule)? Backward(string key) => First(rule => rule.Backward(key));

    private (string Key, WeightRule Rule)? First(Func<WeightRule, string?> apply)
    {
        foreach (var rule in Rules)
        {
            if (apply(rule) is { } key)
                return (key, rule);
        }

        return null;
    }
}
