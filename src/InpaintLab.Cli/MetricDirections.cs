using InpaintLab.Core.Registry;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli;

/// <summary>
/// Whether more of a metric is better, as its attribute or, for one of a script, its runs say: what <c>best()</c> of a query asks.
/// </summary>
internal static class MetricDirections
{
    // The registry looks through every assembly: only when it is asked.
    private static readonly Lazy<Dictionary<string, bool>> Known = new(() => Components.Registry
        .All<MetricAttribute>()
        .ToDictionary(c => c.Name, c => ((MetricAttribute)c.Attribute).HigherIsBetter));

    private static readonly Lazy<IReadOnlyDictionary<string, RecordedMetric>> Recorded = new(
        () => RecordedMetrics.Read(RunsRoot.Default()));

    /// <summary>Of a metric by its name; null for what is none.</summary>
    public static bool? Of(string metric) =>
        Known.Value.TryGetValue(metric, out var higher) ? higher : Recorded.Value.GetValueOrDefault(metric)?.HigherIsBetter;
}
