using InpaintLab.Core.Specs.Writing;

namespace InpaintLab.Core.Specs;

/// <summary>In which keys experiments differ, beside name, description and seed.</summary>
/// <param name="Paths">The keys, e.g. "training.batch", in the order of a spec.</param>
/// <param name="Values">For each experiment the values of these keys as a spec has them; null where it has no such key.</param>
public sealed record SpecDifferences(IReadOnlyList<string> Paths, IReadOnlyList<IReadOnlyList<string?>> Values)
{
    private static readonly string[] Known = ["name", "description", "seed"];

    /// <summary>The differences between experiments.</summary>
    public static SpecDifferences Of(IReadOnlyList<ResolvedSpec> specs)
    {
        var paths = new List<string>();
        var values = new List<Dictionary<string, string>>();
        var seen = new HashSet<string>();
        foreach (var spec in specs)
        {
            var own = new Dictionary<string, string>();
            foreach (var (text, path) in SpecWriter.Lines(spec.Spec))
            {
                // The line of a mapping holds no value.
                var colon = text.IndexOf(": ", StringComparison.Ordinal);
                if (colon < 0 || Known.Contains(path))
                    continue;
                own[path] = text[(colon + 2)..];
                if (seen.Add(path))
                    paths.Add(path);
            }

            values.Add(own);
        }

        var differing = paths.Where(path => values.Select(v => v.GetValueOrDefault(path)).Distinct().Skip(1).Any()).ToList();
        return new SpecDifferences(differing, [.. values.Select(v => differing.ConvertAll(v.GetValueOrDefault))]);
    }

    /// <summary>The shortest ends of keys that tell them apart: "learning_rate" for "training.optimizer.learning_rate".</summary>
    public static IReadOnlyList<string> ShortNames(IReadOnlyList<string> paths)
    {
        return [.. paths.Select(path =>
        {
            var steps = path.Split('.');
            return Enumerable.Range(1, steps.Length).Select(n => string.Join('.', steps[^n..]))
                .First(
                    end => end.Length == path.Length || paths.Count(p => p == end || p.EndsWith('.' + end, StringComparison.Ordinal)) == 1);
        })];
    }
}
