using System.Diagnostics;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Models;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;
using InpaintLab.Training.Objectives;

namespace InpaintLab.Training.Profiling;

/// <summary>What an experiment takes on this machine as it is now, from a few of its steps.</summary>
/// <param name="TotalSteps">Steps of the whole run; 0 for a method without training.</param>
/// <param name="StepSeconds">The median step before the adversarial term sets in, or of all where it does not.</param>
/// <param name="AdversarialStepSeconds">The median step from then on; null without such a change.</param>
/// <param name="ValidationSeconds">One evaluation during training, without metrics of sets.</param>
/// <param name="FinalSeconds">
/// The evaluations at the end, of the network, the untrained one and the known mean, without metrics of sets.
/// </param>
/// <param name="PeakBytes">The most memory that the measuring process had resident; that of a GPU is not in it.</param>
public sealed record MeasuredResources(
    long TotalSteps, double StepSeconds, double? AdversarialStepSeconds, double ValidationSeconds, double FinalSeconds, long PeakBytes);

/// <summary>
/// Measures what an experiment takes without making a run. It should have the process for itself, since the peak of memory is the
/// process's.
/// </summary>
public static class ResourceMeasurement
{
    // Memory is allocated and kernels are chosen in the first ones.
    private const int WarmUp = 2;

    // Of the network, the untrained network and the known mean, which is cheaper: an upper bound.
    private const int FinalEvaluations = 3;

    /// <summary>Trains some steps before the adversarial term sets in and some after, and evaluates a few images.</summary>
    /// <param name="resolved">The experiment.</param>
    /// <param name="steps">Steps measured, at least 1.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="Core.Errors.UserErrorException">The spec cannot be run.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static MeasuredResources Run(ResolvedSpec resolved, int steps, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(steps);
        var evaluation = resolved.Spec.Evaluation;
        var few = Math.Min(evaluation.Images, 2 * evaluation.Batch);
        var experiment = new Experiment(new ResolvedSpec(resolved.Spec with { Evaluation = evaluation with { Images = few } }));
        if (!experiment.IsTrained)
        {
            using var method = experiment.CreateGenerator();
            return Complete(new MeasuredResources(0, 0, null, 0, 0, 0), experiment, method, evaluation.Images, stop);
        }

        var (total, first, start) = (0L, 0.0, 0L);
        using (var training = new TrainingStep(experiment, initialise: true, onEvent: null))
        {
            total = training.TotalSteps;
            start = Schedules.AdversarialStart(experiment.Spec.Objective.Adversarial, total);
            first = StepSeconds(training, start == 0 ? 0 : Math.Min(start, total) - 1, start == 0, total, steps, stop);
            if (start is 0 || start >= total)
            {
                return Complete(
                    new MeasuredResources(total, first, null, 0, 0, 0), experiment, training.Generator, evaluation.Images, stop);
            }
        }

        using var adversarial = new TrainingStep(experiment, initialise: true, onEvent: null);
        var second = StepSeconds(adversarial, start, isRising: true, total, steps, stop);
        return Complete(new MeasuredResources(total, first, second, 0, 0, 0), experiment, adversarial.Generator, evaluation.Images, stop);
    }

    // Rising from the first step, or the same step again where further ones would be of another kind. Numbers past the end are those of the
    // last.
    private static double StepSeconds(TrainingStep training, long first, bool isRising, long total, int steps, CancellationToken stop)
    {
        training.Start(first);
        var times = new List<double>();
        for (var i = 0; i < WarmUp + steps; i++)
        {
            stop.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            training.Run(isRising ? Math.Min(first + i, total - 1) : first);

            // To read the losses is to wait for all that was asked of a device.
            training.Window.Means();
            training.Window.Clear();
            if (i >= WarmUp)
                times.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
        }

        times.Sort();
        return (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
    }

    private static MeasuredResources Complete(
        MeasuredResources steps, Experiment experiment, InpaintingGenerator generator, int images, CancellationToken stop)
    {
        var final = TrainingSession.FinalSplit(experiment);
        var evaluator = new Evaluator(experiment);
        var sets = MaskSet.Of(experiment, final, onEvent: null);
        evaluator.Evaluate(generator, sets[0], stop);
        var began = Stopwatch.GetTimestamp();
        foreach (var set in sets)
            evaluator.Evaluate(generator, set, stop);
        var each = Stopwatch.GetElapsedTime(began).TotalSeconds / sets.Sum(set => set.Pairs.Count);
        using var process = Process.GetCurrentProcess();
        return steps with
        {
            ValidationSeconds = Seconds(Enum.Parse<Split>(experiment.Spec.Evaluation.Split, ignoreCase: true)),
            FinalSeconds = (experiment.IsTrained ? FinalEvaluations : FinalEvaluations - 1) * Seconds(final),
            PeakBytes = process.PeakWorkingSet64,
        };

        double Seconds(Split split) => each * sets.Count * Math.Min(images, experiment.Dataset.Count(split));
    }
}
