using InpaintLab.Core.Specs.Reading;

namespace InpaintLab.Core.Specs.Composition;

/// <summary>Puts one spec over another: mappings are merged key by key; lists and single values are replaced.</summary>
internal static class SpecMerge
{
    // The keys that name a component: options of one component mean nothing to another.
    private static readonly string[] ComponentKeys = ["kind", "family"];

    /// <summary>A new mapping with the keys of both, where <paramref name="above"/> wins; neither is changed by it or by changes to it.</summary>
    public static SpecMap Merge(SpecMap below, SpecMap above)
    {
        if (NamesAnotherComponent(below, above))
            return (SpecMap)Copy(above);
        var merged = (SpecMap)Copy(below);
        foreach (var entry in above.Entries)
        {
            var value = merged.Find(entry.Key)?.Value is SpecMap under && entry.Value is SpecMap over ? Merge(under, over) : Copy(entry.Value);
            merged.Set(entry with { Value = value });
        }

        return merged;
    }

    /// <summary>The same values at the same places, in nodes of their own.</summary>
    public static SpecNode Copy(SpecNode node)
    {
        switch (node)
        {
            case SpecList list:
                var items = new SpecList(list.Where);
                items.Items.AddRange(list.Items.Select(Copy));
                return items;
            case SpecMap map:
                var copy = new SpecMap(map.Where);
                foreach (var entry in map.Entries)
                    copy.Set(entry with { Value = Copy(entry.Value) });
                return copy;
            default:
                return node; // a scalar never changes
        }
    }

    private static bool NamesAnotherComponent(SpecMap below, SpecMap above) => ComponentKeys.Any(key =>
        below.Find(key)?.Value is SpecScalar before && above.Find(key)?.Value is SpecScalar now && before.Text != now.Text);
}
