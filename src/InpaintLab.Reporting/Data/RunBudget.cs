using System.Globalization;
using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Reporting.Data;

/// <summary>What a run cost; null is what it did not record.</summary>
/// <param name="Parameters">Trained numbers of the network that inpaints.</param>
/// <param name="ImagesSeen">Training images that its updates read: steps x batch x accumulation.</param>
/// <param name="WallTime">Time in which the run was running, evaluations included; pauses before a resume are not.</param>
/// <param name="PeakMemoryBytes">The most resident memory of the process that was logged.</param>
public sealed record RunBudget(long? Parameters, long? ImagesSeen, TimeSpan? WallTime, long? PeakMemoryBytes)
{
    private const string MemoryKey = "memory/resident_bytes";

    internal static RunBudget Of(RunLog log, RunSpec spec)
    {
        // Runs of older versions recorded no cost: what can be told from their series and spec stands in.
        var cost = RunCost.Of(RunSummary.ValuesOf(log)) ?? new RunCost();
        var memory = log.Series(MemoryKey, includeSuperseded: true);
        return new RunBudget(
            cost.GeneratorParameters,
            cost.TrainingImages
                ?? (log.LastStep > 0 && Number(spec, "training.batch") is { } batch ? log.LastStep * batch * (Number(spec, "training.accumulate") ?? 1) : null),
            WallTimeOf(log),
            cost.PeakResidentBytes ?? (memory.Count > 0 ? (long)memory.Max(p => p.Value) : null));
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
