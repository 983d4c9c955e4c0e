using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Tables;

/// <summary>Refuses what must not stand in one cell, or beside each other in one column.</summary>
internal static class Comparability
{
    private const int ShownKeys = 5;

    /// <summary>A cell is one experiment on one mask set; its runs differ in their seeds only.</summary>
    public static void CheckCell(string where, IReadOnlyList<Measurement> cell)
    {
        var first = cell[0];
        foreach (var key in new[] { TableKeys.Split, TableKeys.MaskSet })
        {
            var values = cell.Select(m => m.Value(key)).Distinct().Order(StringComparer.Ordinal).ToList();
            if (values.Count > 1)
            {
                var option = key == TableKeys.Split ? "--split" : "--mask-sets";
                throw new UserErrorException(
                    $"{where}: expected one {key}, found {string.Join(", ", values)}; add {key} to the rows or columns, or choose "
                        + $"with {option}");
            }
        }

        if (cell.FirstOrDefault(m => m.Run.GroupKey != first.Run.GroupKey) is not { } other)
            return;
        var keys = first.Run.Spec.KeysUnlike(other.Run.Spec);
        var shown = string.Join(
            ", ", keys.Take(ShownKeys).Select(k => $"{k} ({first.Run.Spec[k] ?? "none"} and {other.Run.Spec[k] ?? "none"})"));
        var more = keys.Count > ShownKeys ? $" and {keys.Count - ShownKeys} more" : "";
        throw new UserErrorException(
            $"{where}: expected runs that differ in their seed only, found {first.Run} and {other.Run}, which differ in {shown}{more}; "
            + "add a key to the rows or columns, or narrow the query");
    }

    /// <summary>Numbers that a reader will compare must have been measured alike.</summary>
    public static void CheckGroup(string where, IEnumerable<Measurement> group)
    {
        var all = group.Select(m => (m.Run, Conditions: m.Conditions())).ToList();
        Check(where, all, key => key != Measurement.Content);
        Check(where, [.. all.Where(m => m.Conditions.ContainsKey(Measurement.Content))], key => key == Measurement.Content);
    }

    private static void Check(
        string where, IReadOnlyList<(RecordedRun Run, IReadOnlyDictionary<string, string> Conditions)> all, Predicate<string> counts)
    {
        if (all.Count == 0)
            return;
        var first = all[0];
        foreach (var (run, conditions) in all)
        {
            var unlike = conditions.Keys.Union(first.Conditions.Keys)
                .Where(key => counts(key) && conditions.GetValueOrDefault(key) != first.Conditions.GetValueOrDefault(key))
                .Order(StringComparer.Ordinal)
                .Select(
                    key => $"{key} ({Short(first.Conditions.GetValueOrDefault(key, "none"))} and "
                        + $"{Short(conditions.GetValueOrDefault(key, "none"))})")
                .ToList();
            if (unlike.Count > 0)
            {
                throw new UserErrorException(
                    $"{where}: {first.Run} and {run} do not compare: they differ in {string.Join(", ", unlike)}; "
                    + "narrow the query, or give such results rows of their own, e.g. --rows dataset.root,model");
            }
        }
    }

    // The beginning of a hash tells it from others.
    private static string Short(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigitLower) ? value[..12] : value;
}
