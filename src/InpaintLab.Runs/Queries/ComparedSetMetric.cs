using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Queries;

/// <summary>A metric of sets of images over several runs.</summary>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Values">
/// One for each run, in order; null where the run has none, or one that does not compare with the first there is.
/// </param>
/// <param name="Refused">Why values were left out: in what their conditions differ.</param>
public sealed record ComparedSetMetric(
    string MaskSet, string Metric, IReadOnlyList<SetMetricRecord?> Values, IReadOnlyList<RefusedValue> Refused)
{
    /// <summary>The networks' metrics, one for each mask set and metric that any run has.</summary>
    /// <param name="runs">The records of each run.</param>
    /// <param name="images">Which images each run saw.</param>
    internal static IReadOnlyList<ComparedSetMetric> Of(
        IReadOnlyList<IReadOnlyList<SetMetricRecord>> runs, IReadOnlyList<DatasetIdentity> images) =>
    [
        .. runs
            .SelectMany(run => run)
            .Where(r => r.Method.Length == 0)
            .Select(r => (r.MaskSet, r.SetMetric))
            .Distinct()
            .Order()
            .Select(key => Of(key.MaskSet, key.SetMetric, [.. runs.Select(run =>
                run.FirstOrDefault(r => r.Method.Length == 0 && r.MaskSet == key.MaskSet && r.SetMetric == key.SetMetric))], images)),
    ];

    // Numbers of other images, weights, layers or sample sizes in one row would be read as better or worse.
    private static ComparedSetMetric Of(string maskSet, string metric, SetMetricRecord?[] found, IReadOnlyList<DatasetIdentity> images)
    {
        var first = Array.FindIndex(found, r => r is not null);
        var refused = found.Index()
            .Where(r => r.Item is not null)
            .Select(
                r => new RefusedValue(r.Index, [.. r.Item!.Unlike(found[first]!), .. RefusedValue.Images(images[r.Index], images[first])]))
            .Where(r => r.Unlike.Count > 0)
            .ToList();
        return new ComparedSetMetric(maskSet, metric, [.. found.Select((r, run) => refused.Exists(f => f.Run == run) ? null : r)], refused);
    }
}

/// <summary>A value, or all results of a run, that do not stand beside the others.</summary>
/// <param name="Run">Whose: the run's place in the comparison, from 0.</param>
/// <param name="Unlike">In what its conditions differ from those of the first: "layer: 768 and 2048".</param>
public sealed record RefusedValue(int Run, IReadOnlyList<string> Unlike)
{
    /// <summary>In what the images differ, as a list: empty where they are the same.</summary>
    internal static IReadOnlyList<string> Images(DatasetIdentity own, DatasetIdentity first) =>
        own.Unlike(first) is { } unlike ? [unlike] : [];
}
