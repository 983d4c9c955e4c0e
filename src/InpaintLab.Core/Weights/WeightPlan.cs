using InpaintLab.Core.Errors;

namespace InpaintLab.Core.Weights;

/// <summary>A key and the sizes of its tensor.</summary>
public sealed record KeyedShape(string Key, IReadOnlyList<long> Shape)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Key} [{string.Join(", ", Shape)}]";
}

/// <summary>One tensor of the file and where it goes.</summary>
/// <param name="Source">The file's key.</param>
/// <param name="Target">The network's key.</param>
/// <param name="Layout">How the file arranges its dimensions.</param>
public sealed record WeightMove(string Source, string Target, WeightLayout Layout);

/// <summary>Which tensor of a file goes where in a network, found before anything is read.</summary>
public static class WeightPlan
{
    private const int Shown = 12;

    /// <summary>Where each tensor goes: every key of the network gets one, and every key of the file is used or to be ignored.</summary>
    /// <param name="map">The mapping.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="source">The file's tensors.</param>
    /// <param name="target">The network's.</param>
    /// <exception cref="UserErrorException">
    /// Keys that are missing or not used, and sizes that differ, with the nearest key and its sizes.
    /// </exception>
    public static IReadOnlyList<WeightMove> Create(
        WeightMap map, string file, IReadOnlyList<KeyedShape> source, IReadOnlyList<KeyedShape> target)
    {
        var prefix = map.Prefix([.. source.Select(s => s.Key)]);
        var own = target.ToDictionary(t => t.Key);
        var moves = new Dictionary<string, WeightMove>();
        var unused = new List<(KeyedShape Source, string Why)>();
        var complaints = new List<string>();
        foreach (var tensor in source.Where(s => s.Key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var key = tensor.Key[prefix.Length..];
            if (map.Ignores(key))
                continue;
            if (map.Forward(key) is not var (name, rule))
                unused.Add((tensor, "no rule matches it"));
            else if (!own.TryGetValue(name, out var goal))
                unused.Add((tensor, $"the network has no '{name}'"));
            else if (!moves.TryAdd(name, new WeightMove(tensor.Key, name, rule.Layout)))
                complaints.Add($"{tensor.Key}: goes to '{name}', as '{moves[name].Source}' does");
            else if (!Arranged(tensor.Shape, rule.Layout).SequenceEqual(goal.Shape))
            {
                complaints.Add(
                    $"{goal}: expected these sizes, received "
                        + $"{tensor}{(rule.Layout == WeightLayout.Tensorflow ? " (in TensorFlow's order)" : "")}");
            }
        }

        var missing = target.Where(t => !moves.ContainsKey(t.Key)).ToList();
        complaints.AddRange(missing.Take(Shown).Select(m => $"{m}: missing in the file{Nearest(m.Key, unused.Select(u => u.Source))}"));
        complaints.AddRange(
            unused.Take(Shown).Select(u => $"{u.Source}: not used: {u.Why}{Nearest(u.Source.Key[prefix.Length..], missing)}"));
        if (complaints.Count > 0)
        {
            throw new UserErrorException(
                $"{file}: its weights do not fit the network: {missing.Count} of {target.Count} keys missing, {unused.Count} keys of the "
                    + "file not used\n  "
                + string.Join("\n  ", complaints.Take(2 * Shown)));
        }

        return [.. moves.Values];
    }

    /// <summary>Sizes of the same tensor as PyTorch arranges them.</summary>
    public static IReadOnlyList<long> Arranged(IReadOnlyList<long> shape, WeightLayout layout) =>
        Order(shape.Count, layout) is { } order ? [.. order.Select(d => shape[(int)d])] : shape;

    /// <summary>Which dimension of the file comes first, second ... in PyTorch's order; null where nothing changes.</summary>
    public static long[]? Order(int dimensions, WeightLayout layout) => (layout, dimensions) switch
    {
        (WeightLayout.Tensorflow, 4) => [3, 2, 0, 1],
        (WeightLayout.Tensorflow, 2) => [1, 0],
        _ => null,
    };

    private static string Nearest(string key, IEnumerable<KeyedShape> candidates)
    {
        var known = candidates.ToList();
        return NearestName.Of(key, known.Select(k => k.Key)) is { } nearest ? $"; nearest: {known.First(k => k.Key == nearest)}" : "";
    }
}
