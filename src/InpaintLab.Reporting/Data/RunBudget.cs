using System.Globalization;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
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
                ?? (hasTrained && Number(run.Spec, "training.batch") is { } batch ? run.LastStep * batch * (Number(run.Spec, "training.accumulate") ?? 1) : null),
            cost.TrainingSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : hasTrained ? WallTimeOf(RunLog.Read(run.Files.LogPath)) : null,
            cost.PeakResidentBytes ?? (run.Series(MemoryKey) is { Count: > 0 } memory ? (long)memory.Max(p => p.Value) : null),
            cost.ForwardMilliseconds);
    }

    // A run that was killed did not say when: its time ends with the last thing it logged before it went on.
    private static TimeSpan? WallTimeOf(RunLog log)
    {
        var points = new Lazy<DateTime[]>(() => [.. log.Keys.SelectMany(k => log.Series(k, includeSuperseded: true)).Select(p => p.Time).Order()]);
        var total = TimeSpan.Zero;
        StateRecord? began = null;
        foreach (var state in log.States)
        {
            if (began is not null)
                total += (state.State == RunState.Running ? LastBefore(points.Value, state.Time, began.Time) : state.Time) - began.Time;
            began = state.State == RunState.Running ? state : null;
        }

        if (began is not null)
            total += LastBefore(points.Value, DateTime.MaxValue, began.Time) - began.Time;
        return total > TimeSpan.Zero ? total : null;
    }

    private static DateTime LastBefore(DateTime[] times, DateTime end, DateTime begin) =>
        times.Where(t => t >= begin && t < end).DefaultIfEmpty(begin).Max();

    private static long? Number(RunSpec spec, string key) =>
        long.TryParse(spec[key], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
