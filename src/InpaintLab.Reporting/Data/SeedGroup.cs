using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Data;

/// <summary>Runs of one experiment: their resolved specs differ in the seed only.</summary>
/// <param name="Key">Hash of the spec without its seed.</param>
/// <param name="Runs">The newest run of each seed, in order of seeds.</param>
/// <param name="Older">Earlier runs of the same seeds: a seed that is there twice is no second sample.</param>
public sealed record SeedGroup(string Key, IReadOnlyList<RecordedRun> Runs, IReadOnlyList<RecordedRun> Older)
{
    /// <summary>The experiment's name.</summary>
    public string Name => Runs[0].Name;

    /// <summary>The seeds in order.</summary>
    public IEnumerable<long> Seeds => Runs.Select(r => r.Seed);

    /// <summary>What a reader has to know of the runs that did not finish: "1 dead"; empty when all did.</summary>
    public string Unfinished => string.Join(
        ", ",
        Runs.Where(r => r.State != RunState.Finished)
            .GroupBy(r => r.State)
            .OrderBy(g => g.Key)
            .Select(g => Runs.Count == 1 ? $"{g.Key}".ToLowerInvariant() : $"{g.Count()} {$"{g.Key}".ToLowerInvariant()}"));

    /// <summary>
    /// Groups runs; the groups are in order of their first run. The newest run of a seed is the last one created, finished ones before
    /// others.
    /// </summary>
    public static IReadOnlyList<SeedGroup> Of(IEnumerable<RecordedRun> runs) =>
    [
        .. runs
            .DistinctBy(r => r.Id)
            .GroupBy(r => r.GroupKey)
            .Select(group =>
            {
                var bySeed = group
                    .GroupBy(r => r.Seed)
                    .OrderBy(g => g.Key)
                    .Select(
                        g => g.OrderBy(r => r.State == RunState.Finished)
                            .ThenBy(r => r.Created)
                            .ThenBy(r => r.Id, StringComparer.Ordinal)
                            .ToList())
                    .ToList();
                return new SeedGroup(group.Key, [.. bySeed.Select(g => g[^1])], [.. bySeed.SelectMany(g => g.SkipLast(1))]);
            }),
    ];

    /// <summary>The value of a key of <see cref="RecordedRun.Value"/>; "-" where the runs have none.</summary>
    public string Value(string key) => Runs[0].Value(key) ?? "-";
}
