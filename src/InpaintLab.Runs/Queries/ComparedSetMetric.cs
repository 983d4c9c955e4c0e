namespace InpaintLab.Runs.Queries;

/// <summary>A metric of sets of images over several runs.</summary>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Values">One for each run, in order; null where the run has none, or one that does not compare with the first there is.</param>
/// <param name="Refused">Why values were left out: in what their conditions differ.</param>
public sealed record ComparedSetMetric(string MaskSet, string Metric, IReadOnlyList<SetMetricRecord?> Values, IReadOnlyList<RefusedValue> Refused)
{
    /// <summary>The networks' metrics, one for each mask set and metric that any run has.</summary>
    /// <param name="runs">The records of each run.</param>
    internal static IReadOnlyList<ComparedSetMetric> Of(IReadOnlyList<IReadOnlyList<SetMetricRecord>> runs) =>
    [
        .. runs
            .SelectMany(run => run)
            .Where(r => r.Method.Length == 0)
            .Select(r => (r.MaskSet, r.SetMetric))
            .Distinct()
            .Order()
            .Select(key => Of(key.MaskSet, key.SetMetric, [.. runs.Select(run =>
                run.FirstOrDefault(r => r.Method.Length == 0 && r.MaskSet == key.MaskSet && r.SetMetric == key.SetMetric))])),
    ];

    // Numbers of other weights, layers or sample sizes in one row would be read as better or worse.
    private static ComparedSetMetric Of(string maskSet, string metric, SetMetricRecord?[] found)
    {
        var first = found.First(r => r is not null)!;
        var refused = found
            .Select((r, run) => new RefusedValue(run, r?.Unlike(first) ?? []))
            .Where(r => r.Unlike.Count > 0)
            .ToList();
        return new ComparedSetMetric(maskSet, metric, [.. found.Select((r, run) => refused.Exists(f => f.Run == run) ? null : r)], refused);
    }
}

/// <summary>A value that does not stand beside the others.</summary>
/// <param name="Run">Whose: the run's place in the comparison, from 0.</param>
/// <param name="Unlike">In what its conditions differ from those of the first value: "layer: 768 and 2048".</param>
public sealed record RefusedValue(int Run, IReadOnlyList<string> Unlike);
