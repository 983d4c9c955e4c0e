using InpaintLab.Core.Specs;

namespace InpaintLab.Training.Objectives;

/// <summary>How learning rates and weights change over a run.</summary>
public static class Schedules
{
    /// <summary>The factor on the learning rate at a step of a run of <paramref name="total"/> steps: in [0, 1].</summary>
    public static double LearningRate(ScheduleSpec schedule, long step, long total)
    {
        var rise = schedule.WarmUp * total;
        var warm = rise <= 0 ? 1 : Math.Min(1, (step + 1) / rise);
        return warm * Fall(schedule, step, total);
    }

    /// <summary>The first step with an adversarial term; <paramref name="total"/> or more where there is none.</summary>
    public static long AdversarialStart(AdversarialSpec spec, long total) =>
        spec.Kind == AdversarialKind.None || spec.Weight <= 0 ? long.MaxValue : (long)Math.Ceiling(spec.Start * total);

    /// <summary>
    /// The weight of the adversarial term: 0 before its start, then rising linearly over the warm-up. Deviation from the papers, which
    /// use it at full weight from the first step: on short runs the discriminator wins at once and the output collapses.
    /// </summary>
    public static double Adversarial(AdversarialSpec spec, long step, long total)
    {
        if (spec.Kind == AdversarialKind.None || step < spec.Start * total)
            return 0;
        var rise = spec.WarmUp * total;
        return spec.Weight * (rise <= 0 ? 1 : Math.Min(1, (step - (spec.Start * total) + 1) / rise));
    }

    /// <summary>
    /// The decay of the moving average at a step: min(decay, (1 + t) / (10 + t)), so that the untrained weights are forgotten in short
    /// runs (as in TensorFlow's ExponentialMovingAverage).
    /// </summary>
    public static double Ema(double decay, long step) => Math.Min(decay, (1.0 + step) / (10.0 + step));

    private static double Fall(ScheduleSpec schedule, long step, long total)
    {
        var start = (schedule.Start ?? schedule.WarmUp) * total;
        var end = schedule.End ?? 0;
        switch (schedule.Kind)
        {
            case ScheduleKind.Constant:
                return 1;
            case ScheduleKind.Cosine when step >= start:
                return end + ((1 - end) * 0.5 * (1 + Math.Cos(Math.PI * (step - start) / (total - start))));
            case ScheduleKind.Linear when step >= start:
                return end + ((1 - end) * (total - step) / (total - start));
            case ScheduleKind.Cosine or ScheduleKind.Linear:
                return 1;
            case ScheduleKind.Step:
                return Math.Pow(schedule.Factor ?? 0.5, Math.Floor(step / ((schedule.Every ?? 0.25) * total)));
            default:
                throw new ArgumentOutOfRangeException(nameof(schedule), schedule.Kind, "unknown schedule");
        }
    }
}
