using InpaintLab.Reporting.Statistics;

namespace InpaintLab.Reporting.Tables;

/// <summary>
/// Marks the best of cells that are compared, and those that no test tells from it. Cells with values for the same images and masks: the
/// Wilcoxon signed-rank test against the best, with Holm's correction over the group. Others: whether the intervals over seeds overlap.
/// </summary>
internal static class BestMarks
{
    /// <summary>How each cell stands, in order.</summary>
    /// <param name="group">Cells of one metric; NaN means are in no place.</param>
    /// <param name="higherIsBetter">The metric's direction.</param>
    /// <param name="alpha">The tests' level.</param>
    public static IReadOnlyList<(CellMark Mark, double? AdjustedP)> Of(IReadOnlyList<CellData> group, bool higherIsBetter, double alpha)
    {
        var standing = new (CellMark Mark, double? AdjustedP)[group.Count];
        var ranked = Enumerable.Range(0, group.Count).Where(i => !double.IsNaN(group[i].Mean)).ToList();
        if (ranked.Count < 2)
            return standing;
        var best = higherIsBetter ? ranked.MaxBy(i => group[i].Mean) : ranked.MinBy(i => group[i].Mean);
        standing[best] = (CellMark.Best, null);
        var others = ranked.Where(i => i != best).ToList();
        var tested = others.Select(i => (Index: i, Differences: Differences(group[best], group[i])))
            .Where(t => t.Differences.Count > 0)
            .ToList();
        var adjusted = Holm.Adjust([.. tested.Select(t => WilcoxonSignedRank.Of(t.Differences).P)]);
        foreach (var ((index, _), p) in tested.Zip(adjusted))
            standing[index] = (p < alpha ? CellMark.None : CellMark.Tie, p);
        foreach (var index in others.Except(tested.Select(t => t.Index)))
        {
            if (group[best].Interval is { } a && group[index].Interval is { } b && a.Overlaps(b))
                standing[index] = (CellMark.Tie, null);
        }

        return standing;
    }

    private static List<double> Differences(CellData first, CellData second) =>
    [
        .. first.Pairs.Where(p => second.Pairs.ContainsKey(p.Key)).Select(p => second.Pairs[p.Key] - p.Value),
    ];
}
