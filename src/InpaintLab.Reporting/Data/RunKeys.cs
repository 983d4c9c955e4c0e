using System.Globalization;

namespace InpaintLab.Reporting.Data;

/// <summary>Short names of what is asked of runs most; everything else is a key of the spec.</summary>
public static class RunKeys
{
    private static readonly SortedDictionary<string, Func<RecordedRun, string?>> Known = new(StringComparer.Ordinal)
    {
        ["id"] = run => run.Id,
        ["name"] = run => run.Name,
        ["model"] = run => run.Model,
        ["family"] = run => run.Summary.Family,
        ["variant"] = run => run.Summary.Variant,
        ["mask"] = run => run.Summary.Mask,
        ["dataset"] = run => run.Summary.Dataset,
        ["resolution"] = run => run.Summary.Resolution.ToString(CultureInfo.InvariantCulture),
        ["seed"] = run => run.Seed.ToString(CultureInfo.InvariantCulture),
        ["step"] = run => run.Summary.LastStep.ToString(CultureInfo.InvariantCulture),
        ["data"] = DataOf,
        ["state"] = run => $"{run.State}".ToLowerInvariant(),
        ["commit"] = run => run.Environment?.GitCommit,
        ["host"] = run => run.Environment?.Host,
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Known.Keys;

    /// <summary>The value of a run, or null for another name or where the run does not say.</summary>
    public static string? Of(RecordedRun run, string key) => Known.TryGetValue(key, out var of) ? of(run) : null;

    // Which pictures: several runs have datasets of kind "images".
    private static string DataOf(RecordedRun run) =>
        run.Spec["dataset.root"] is { Length: > 0 } root && root != "null"
            ? Path.GetFileName(Path.TrimEndingDirectorySeparator(root))
            : run.Dataset;
}
