using System.Globalization;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Reporting.Data;

/// <summary>What a run cost; null is what it did not record, or, as of a method without training, what there is none of.</summary>
/// <param name="Parameters">Trained numbers of the network that inpaints.</param>
/// <param name="MultiplyAdds">Of one image at the run's resolution.</param>
/// <param name="ImagesSeen">Training images that its updates read, an image counted as often as it was read.</param>
/// <param name="WallTime">
/// Time of training over all resumes. Of runs that did not record it: time in which the run was running, evaluations included.
/// </param>
/// <param name="PeakMemoryBytes">The most resident memory of the process.</param>
/// <param name="MillisecondsPerImage">Of a forward of one image, on the machine as it was after training.</param>
public sealed record RunBudget(
    long? Parameters, long? MultiplyAdds, long? ImagesSeen, TimeSpan? WallTime, long? PeakMemoryBytes, double? MillisecondsPerImage)
{
    private const string MemoryKey = "memory/resident_bytes";

    // Runs of older versions recorded no cost: what can be told from their series, spec and log stands in.
    internal static RunBudget Of(RecordedRun run)
    {
        var cost = RunCost.Of(run.Metrics) ?? new RunCost();
        var hasTrained = run.LastStep > 0;
        return new RunBudget(
            cost.GeneratorParameters,
            cost.GeneratorMultiplyAdds,
            cost.TrainingImages
                ?? (
                    hasTrained && Number(run.Spec, "training.batch") is { } batch
                        ? run.LastStep * batch * (Number(run.Spec, "training.accumulate") ?? 1)
                        : null),
            cost.TrainingSeconds is { } seconds
                ? TimeSpan.FromSeconds(seconds)
                : hasTrained && RunningTime.Of(run.Files.LogPath) is { Ticks: > 0 } time
                ? time
                : null,
            cost.PeakResidentBytes ?? (run.Summary.Ranges.TryGetValue(MemoryKey, out var memory) ? (long)memory.Max : null),
            cost.ForwardMilliseconds);
    }

    private static long? Number(RunSpec spec, string key) =>
        long.TryParse(spec[key], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
