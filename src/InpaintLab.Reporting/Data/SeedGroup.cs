namespace InpaintLab.Reporting.Data;

/// <summary>Runs of one experiment: their resolved specs differ in the seed only.</summary>
/// <param name="Key">Hash of the spec without its seed.</param>
/// <param name="Runs">The newest run of each seed, in order of seeds.</param>
/// <param name="Older">Earlier runs of the same seeds.</param>
public sealed record SeedGroup(string Key, IReadOnlyList<RecordedRun> Runs, IReadOnlyList<RecordedRun> Older)
{
    /// <summary>The seeds in order.</summary>
    public IEnumerable<long> Seeds => Runs.Select(r => r.Seed);

    /// <summary>Groups runs given in order of creation; the groups are in order of their first run.</summary>
    public static IReadOnlyList<SeedGroup> Of(IEnumerable<RecordedRun> runs) =>
    [
        .. runs
            .GroupBy(r => r.GroupKey)
            .Select(group =>
            {
                var bySeed = group.GroupBy(r => r.Seed).OrderBy(g => g.Key).ToList();
                return new SeedGroup(group.Key, [.. bySeed.Select(g => g.Last())], [.. bySeed.SelectMany(g => g.SkipLast(1))]);
            }),
    ];
}
