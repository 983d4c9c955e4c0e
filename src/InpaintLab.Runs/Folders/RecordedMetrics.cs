using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;

namespace InpaintLab.Runs.Folders;

/// <summary>What a run recorded of a metric that a script of its spec defines.</summary>
/// <param name="HigherIsBetter">Its direction.</param>
/// <param name="Unit">Its unit, e.g. "dB"; empty without one.</param>
public sealed record RecordedMetric(bool HigherIsBetter, string Unit);

/// <summary>The metrics that scripts of recorded runs define, known without running a script.</summary>
public static class RecordedMetrics
{
    /// <summary>By name; one that runs disagree on is not among them, nor are those of runs whose record cannot be read.</summary>
    /// <param name="root">The folder of all runs.</param>
    public static IReadOnlyDictionary<string, RecordedMetric> Read(string root) => RunFolder.List(root)
        .Where(run => Directory.Exists(run.File(SpecScript.RunFolder)))
        .SelectMany(Of)
        .GroupBy(metric => metric.Key, metric => metric.Value)
        .Where(same => same.Distinct().Count() == 1)
        .ToDictionary(same => same.Key, same => same.First());

    private static IEnumerable<KeyValuePair<string, RecordedMetric>> Of(RunFolder run)
    {
        try
        {
            return RunEnvironment.Read(run.EnvironmentPath).ScriptMetrics;
        }
        catch (Exception e) when (e is IOException or UserErrorException)
        {
            return [];
        }
    }
}
