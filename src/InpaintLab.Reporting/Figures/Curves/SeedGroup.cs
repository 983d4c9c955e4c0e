namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>Runs that differ in their seed only: one curve.</summary>
/// <param name="Label">What the legend calls them.</param>
/// <param name="Runs">One or more, in the order they were named.</param>
public sealed record SeedGroup(string Label, IReadOnlyList<RecordedRun> Runs)
{
    /// <summary>
    /// The groups in the order of their first runs. Runs of one name and one spec but for the seed belong together; a seed that is there
    /// twice is no second sample, so such runs stay apart. Groups of one name carry an id, too.
    /// </summary>
    public static IReadOnlyList<SeedGroup> Of(IEnumerable<RecordedRun> runs)
    {
        var groups = runs
            .DistinctBy(r => r.Id)
            .GroupBy(r => (r.Name, r.Recipe))
            .SelectMany(g => g.All(r => r.Seed is not null) && g.DistinctBy(r => r.Seed).Count() == g.Count() ? [g.ToList()] : g.Select(r => new List<RecordedRun> { r }))
            .ToList();
        var names = groups.CountBy(g => g[0].Name).ToDictionary();
        return [.. groups.Select(g => new SeedGroup(Label(g), g))];

        string Label(List<RecordedRun> group)
        {
            var name = names[group[0].Name] == 1 ? group[0].Name : $"{group[0].Name} {group[0].Id}";
            return group.Count == 1 ? name : $"{name}, {group.Count} seeds";
        }
    }
}
