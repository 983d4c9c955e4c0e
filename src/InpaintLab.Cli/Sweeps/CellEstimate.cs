using InpaintLab.Core.Specs;
using InpaintLab.Training.Objectives;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Cli.Sweeps;

/// <summary>What a cell will take, from a few measured steps of it or of one that takes the same.</summary>
/// <param name="Resources">The measurement.</param>
/// <param name="Seconds">The whole run, alone on the threads that it was measured with.</param>
/// <param name="SecondsLeft">What is left of it.</param>
internal sealed record CellEstimate(MeasuredResources Resources, double Seconds, double SecondsLeft)
{
    /// <summary>The estimate of a cell.</summary>
    /// <param name="cell">The cell, and how far it is.</param>
    /// <param name="resources">The measurement.</param>
    public static CellEstimate Of(SweepCell cell, MeasuredResources resources)
    {
        var (spec, total) = (cell.Cell.Resolved.Spec, StepsOf(cell.Cell.Resolved.Spec, resources));
        var left = cell.Status == CellStatus.Done ? 0 : Time(spec, resources, cell.StepsDone(total), total);
        return new CellEstimate(resources, Time(spec, resources, 0, total), left);
    }

    /// <summary>Seconds from one step to another; with the evaluations between them, and those of the end if that is reached.</summary>
    public static double Time(ExperimentSpec spec, MeasuredResources resources, long from, long to)
    {
        var total = StepsOf(spec, resources);
        if (from > to || (from == to && total > 0))
            return 0;
        var (start, every) = (Math.Min(Schedules.AdversarialStart(spec.Objective.Adversarial, total), total), spec.Evaluation.Every);
        var before = Math.Max(0, Math.Min(to, start) - from);
        var evaluations = every == 0 || total == 0 ? 0 : (Math.Min(to, total - 1) / every) - (from / every);
        return (before * resources.StepSeconds)
            + ((to - from - before) * (resources.AdversarialStepSeconds ?? resources.StepSeconds))
            + (evaluations * resources.ValidationSeconds)
            + (to == total ? resources.FinalSeconds : 0);
    }

    // Cells that take the same may differ in their steps, and only the measurement knows those of epochs.
    private static long StepsOf(ExperimentSpec spec, MeasuredResources resources) =>
        resources.TotalSteps == 0 ? 0 : spec.Training.Steps ?? resources.TotalSteps;
}
