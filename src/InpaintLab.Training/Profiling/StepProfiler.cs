using System.Diagnostics;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;
using InpaintLab.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Profiling;

/// <summary>The time of a phase or module.</summary>
/// <param name="Name">Phase, or path of a module in the generator.</param>
/// <param name="Milliseconds">Median over the steps of its time in a step.</param>
/// <param name="Share">Of the median step.</param>
public sealed record ProfiledTime(string Name, double Milliseconds, double Share);

/// <summary>Where the time of a spec's training steps goes.</summary>
/// <param name="FirstStep">The first step measured.</param>
/// <param name="Steps">How many were.</param>
/// <param name="StepMilliseconds">The median step.</param>
/// <param name="Phases">In the order of a step, the rest last.</param>
/// <param name="Modules">Modules of the generator in order of their first call, each with those inside it.</param>
/// <param name="Operators">The operators of all phases, and the time between them, averaged over the steps.</param>
/// <param name="Spans">All that was measured.</param>
public sealed record StepProfileResult(
    long FirstStep,
    int Steps,
    double StepMilliseconds,
    IReadOnlyList<ProfiledTime> Phases,
    IReadOnlyList<ProfiledTime> Modules,
    OperatorTimes Operators,
    IReadOnlyList<ProfiledSpan> Spans)
{
    /// <summary>Writes the spans as a trace that chrome://tracing and Perfetto open.</summary>
    public void WriteTrace(Stream stream) => ChromeTrace.Write(stream, Spans);
}

/// <summary>Measures training steps of a spec without making a run.</summary>
public static class StepProfiler
{
    // Memory is allocated and kernels are chosen in the first ones.
    private const int WarmUp = 2;

    /// <summary>Trains some steps, from where the adversarial term sets in if there is one, so that all of a step is there.</summary>
    /// <param name="experiment">What to train.</param>
    /// <param name="steps">Steps measured, at least 1.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static StepProfileResult Run(Experiment experiment, int steps, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        var profile = new StepProfile(experiment.Device.type == DeviceType.CUDA ? () => Finish(experiment.Device) : () => { });
        using var training = new TrainingStep(experiment, initialise: true, onEvent: null, profile);
        var start = Schedules.AdversarialStart(experiment.Spec.Objective.Adversarial, training.TotalSteps);
        var first = start < training.TotalSteps ? start : 0;
        var paths = training.Generator.named_modules().DistinctBy(m => m.module).ToDictionary(m => m.module, m => m.name);
        training.Start(first);
        var times = new List<double>();
        using var watching = ModuleCalls.Watch(module => paths.TryGetValue(module, out var path) ? profile.Module(path) : null);
        for (var i = -WarmUp; i < 0; i++)
            Step(i);
        using var operators = OperatorProfile.Begin();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < steps; i++)
            times.Add(Step(i));
        var (total, ran) = (Stopwatch.GetTimestamp() - began, operators.End());
        var spans = profile.Spans.Where(s => s.Step >= 0).ToList();
        var step = Median(times);
        var phases = Times(spans, StepProfile.PhaseCategory, steps, step);
        var ordered = StepProfile.Phases.Select(name => phases.FirstOrDefault(p => p.Name == name)).OfType<ProfiledTime>().ToList();
        var rest = Median([.. times.Select((time, i) => time - PhasesIn(spans, i))]);
        ordered.Add(new ProfiledTime("other", rest, rest / step));
        return new StepProfileResult(
            first + WarmUp,
            steps,
            step,
            ordered,
            Times(spans, StepProfile.ModuleCategory, steps, step),
            OperatorTimes.Of(ran, steps, total),
            [.. spans, .. profile.Of(ran)]);

        double Step(int i)
        {
            stop.ThrowIfCancellationRequested();
            profile.Step = i;
            var before = profile.Now();
            training.Run(first + WarmUp + i);
            using (profile.Phase(StepProfile.Logging))
            {
                training.Window.Means();
                training.Window.Clear();
            }

            return (profile.Now() - before) / 1e3;
        }
    }

    private static List<ProfiledTime> Times(IEnumerable<ProfiledSpan> spans, string category, int steps, double step) =>
    [
        .. spans.Where(s => s.Category == category).OrderBy(s => s.Start).GroupBy(s => s.Name).Select(group =>
        {
            var perStep = group.GroupBy(s => s.Step, s => s.Duration / 1e3).Select(g => g.Sum()).ToList();
            var median = Median([.. perStep, .. Enumerable.Repeat(0.0, steps - perStep.Count)]);
            return new ProfiledTime(group.Key, median, median / step);
        }),
    ];

    private static double PhasesIn(IEnumerable<ProfiledSpan> spans, int step) =>
        spans.Where(s => s.Step == step && s.Category == StepProfile.PhaseCategory).Sum(s => s.Duration / 1e3);

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    // To read a value is to wait for all that was asked of the device before.
    private static void Finish(Device device)
    {
        using var scope = NewDisposeScope();
        zeros([1], device: device).item<float>();
    }
}
