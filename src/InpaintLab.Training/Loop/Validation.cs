using InpaintLab.Runs;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Training.Loop;

/// <summary>
/// What the validations so far decide: which checkpoint is the best one, by the spec's first metric, and whether to stop early. Both look
/// at the first mask set of the validation split. A resumed run is shown the results of its log up to its checkpoint.
/// </summary>
internal sealed class Validation
{
    private readonly string _maskSet;
    private readonly NamedMetric _metric;
    private readonly string _stopMetric = "";
    private readonly EarlyStop? _stop;
    private readonly int _patience;

    internal Validation(Experiment experiment)
    {
        (_maskSet, _metric) = (MaskSet.FirstName(experiment), experiment.Metrics[0]);
        if (experiment.Spec.Training.EarlyStop is not { } spec)
            return;
        var metric = spec.Metric is null ? _metric : experiment.Metrics.Single(m => m.Name == spec.Metric);
        (_stopMetric, _patience, _stop) = (metric.Name, spec.Patience, new EarlyStop(spec, metric.HigherIsBetter));
    }

    /// <summary>The metric that chooses the best checkpoint.</summary>
    internal string Metric => _metric.Name;

    /// <summary>Its best value so far.</summary>
    internal double BestValue { get; private set; } = double.NaN;

    /// <summary>The step of the last validation; -1 before the first.</summary>
    internal long LastStep { get; private set; } = -1;

    /// <summary>Whether the run should end now.</summary>
    internal bool IsStopDue => _stop?.IsDue == true;

    /// <summary>Why it should.</summary>
    internal string StopReason =>
        $"{_stopMetric} on {_maskSet} has not become better in {_patience} evaluations; its best is {_stop!.Best:g6} at step "
            + $"{_stop.BestStep}";

    /// <summary>Takes the results of a log in, up to a step.</summary>
    internal void Replay(RunLog log, long lastStep)
    {
        var results = log.Series($"{_maskSet}/{Metric}").Where(p => p.Step <= lastStep).ToList();
        var watched = log.Series($"{_maskSet}/{_stopMetric}").ToLookup(p => p.Step, p => p.Value);
        foreach (var point in results)
            Add(point.Step, metric => metric == Metric ? point.Value : watched[point.Step].Single());
    }

    /// <summary>Takes a validation in and returns whether it is the best one so far.</summary>
    /// <param name="step">Updates made.</param>
    /// <param name="mean">The mean of a metric on the first mask set.</param>
    internal bool Add(long step, Func<string, double> mean)
    {
        LastStep = step;
        _stop?.Add(step, mean(_stopMetric));
        var value = mean(Metric);
        if (!double.IsFinite(value) || (_metric.HigherIsBetter ? value <= BestValue : value >= BestValue))
            return false;
        BestValue = value;
        return true;
    }
}
