using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>
/// A random search: <c>search: {trials: 20, over: {training.optimizer.learning_rate: {log_uniform: [1e-5, 1e-2]}}}</c>. Its trials are an
/// axis of the matrix. What trial n gets of a key depends on the search's seed, the key and n, and, so that no two trials are the same, on
/// the trials before it: neither more trials nor the order of the keys change it.
/// </summary>
internal sealed class SpecSearch
{
    public const string SearchKey = "search";
    public const string OverKey = "over";

    // Draws until a trial differs from all before it.
    private const int MaxAttempts = 1000;

    private SpecSearch(MatrixAxis trials, IReadOnlyList<MatrixChoice> probes) => (Trials, Probes) = (trials, probes);

    /// <summary>The trials as an axis.</summary>
    public MatrixAxis Trials { get; }

    /// <summary>
    /// The first trial with one of its keys at an end of its range, or at one of its choices: what must be valid for all trials to be.
    /// </summary>
    public IReadOnlyList<MatrixChoice> Probes { get; }

    /// <summary>Reads a search, or adds errors.</summary>
    public static SpecSearch? Read(SpecEntry entry, ComponentRegistry registry, SpecErrors errors)
    {
        if (entry.Value is not SpecMap map)
        {
            errors.Add(entry.Value.Where, $"{SearchKey}: expected a mapping with trials and {OverKey}, received {entry.Value.Describe()}");
            return null;
        }

        var before = errors.Count;
        var spec = (SearchSpec?)new SpecBinder(registry, errors).BindRecord(typeof(SearchSpec), map, SearchKey, entry.Where, OverKey);
        var over = ReadOver(map, entry.Where, errors);
        return errors.Count > before ? null : Draw(spec!, over, map, errors);
    }

    /// <summary>
    /// The keys that can be read, each at an end of its range, as the one choice of an axis: it says whether there are such keys, although
    /// the search cannot be drawn. Null where none can be read.
    /// </summary>
    public static MatrixAxis? ReadableKeys(SpecEntry entry)
    {
        var over = entry.Value is SpecMap map ? ReadOver(map, entry.Where, new SpecErrors()) : [];
        return over.Count == 0
            ? null
            : new MatrixAxis(SpecLabel.Trial, entry.Where, [Choice("t001", over, over.ConvertAll(d => d.Ends[0]))]);
    }

    private static List<SearchDistribution> ReadOver(SpecMap map, Origin where, SpecErrors errors)
    {
        const string path = $"{SearchKey}.{OverKey}";
        var found = new List<SearchDistribution>();
        if (map.Find(OverKey) is not { Value: SpecMap { Entries.Count: > 0 } over })
        {
            var given = map.Find(OverKey)?.Value;
            errors.Add(
                given?.Where ?? where,
                $"{path}: expected a mapping of keys such as training.batch to what to draw from, received "
                    + $"{given?.Describe() ?? "nothing"}");
            return found;
        }

        foreach (var entry in over.Entries)
        {
            var key = Printable.Of(entry.Key);
            if (!SpecOverride.IsPath(entry.Key))
                errors.Add(entry.Where, $"{path}: expected a key such as training.batch, received '{key}'");
            else if (entry.Key is "name" or "seed")
            {
                errors.Add(
                    entry.Where,
                    $"{path}: '{key}' cannot be searched; "
                        + $"{(entry.Key == "seed" ? "list seeds under 'seeds'" : "trials get their own names")}");
            }
            else if (found.Find(d => d.Key.StartsWith(entry.Key + '.', StringComparison.Ordinal)) is { } inner)
                errors.Add(entry.Where, $"{path}: '{key}' would replace '{inner.Key}', which stands before it; expected it first");
            else if (SearchDistribution.Read(entry, $"{path}.{key}", errors) is { } distribution)
                found.Add(distribution);
        }

        return found;
    }

    private static SpecSearch? Draw(SearchSpec spec, List<SearchDistribution> over, SpecMap map, SpecErrors errors)
    {
        var known = new HashSet<string>();
        var trials = new List<MatrixChoice>();
        IReadOnlyList<SpecNode> first = [];
        for (var trial = 1; trial <= spec.Trials; trial++)
        {
            var label = $"t{trial:d3}";
            if (DrawNew(spec, over, trial, label, known) is not { } values)
            {
                errors.Add(map.Find("trials")!.Value.Where, $"{SearchKey}.trials: expected no more than there are different ones: found "
                    + $"{trials.Count}, "
                    + $"and in {MaxAttempts} draws no further one; received {spec.Trials}");
                return null;
            }

            if (trial == 1)
                first = values;
            trials.Add(Choice(label, over, values));
        }

        var probes = over.SelectMany(
            (d, i) => d.Ends.Select(end => Choice("t001", over, [.. first.Select((value, k) => k == i ? end : value)])));
        return new SpecSearch(new MatrixAxis(SpecLabel.Trial, map.Where, trials), [.. probes]);
    }

    private static List<SpecNode>? DrawNew(SearchSpec spec, List<SearchDistribution> over, int trial, string label, HashSet<string> known)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var drawn = over.ConvertAll(d => d.Draw(RandomStream.Create(spec.Seed, $"search {d.Key}", attempt, trial), $"trial {label}"));

            // In an order of their own, since that of the file must not matter.
            var texts = over.Zip(drawn, (d, value) => $"{d.Key} {value.Text}").Order(StringComparer.Ordinal);
            if (known.Add(string.Join('\n', texts)))
                return drawn.ConvertAll(d => d.Value);
        }

        return null;
    }

    private static MatrixChoice Choice(string label, List<SearchDistribution> over, IReadOnlyList<SpecNode> values) =>
        new(label, over[0].Where, (spec, errors) =>
        {
            foreach (var (distribution, value) in over.Zip(values))
            {
                if (SpecOverride.Set(spec, distribution.Key, value.Copy(), value.Where) is { } error)
                    errors.Add(value.Where, $"{SearchKey}.{OverKey}.{distribution.Key}: {error}");
            }

            return spec;
        });
}
