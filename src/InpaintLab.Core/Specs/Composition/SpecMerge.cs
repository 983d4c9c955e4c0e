using InpaintLab.Core.Specs.Binding;
using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>Puts one spec over another: mappings are merged key by key; lists and single values are replaced.</summary>
internal static class SpecMerge
{
    // The keys that name a component: options of one component mean nothing to another.
    private static readonly string[] ComponentKeys = ["kind", "family"];

    // What a key is drawn from is one thing, like a single value.
    private const string Distributions = $"{SpecSearch.SearchKey}.{SpecSearch.OverKey}";

    /// <summary>
    /// A new mapping with the keys of both, where <paramref name="above"/> wins; neither is changed by it or by changes to it.
    /// </summary>
    public static SpecMap Merge(SpecMap below, SpecMap above) => Merge(below, above, "");

    private static SpecMap Merge(SpecMap below, SpecMap above, string path)
    {
        if (NamesAnotherComponent(below, above))
            return above.Copy();
        var merged = below.Copy();
        foreach (var entry in above.Entries)
        {
            var value = path != Distributions && merged.Find(entry.Key)?.Value is SpecMap under && entry.Value is SpecMap over
                ? Merge(under, over, SpecBinder.Join(path, entry.Key))
                : entry.Value.Copy();
            merged.Set(entry with { Value = value });
        }

        return merged;
    }

    private static bool NamesAnotherComponent(SpecMap below, SpecMap above) => ComponentKeys.Any(key =>
        below.Find(key)?.Value is SpecScalar before && above.Find(key)?.Value is SpecScalar now && before.Text != now.Text);
}
