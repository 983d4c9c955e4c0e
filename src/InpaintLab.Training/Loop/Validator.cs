using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Loading;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Training.Loop;

/// <summary>Evaluations while a run trains, on the spec's split: measured, logged and drawn.</summary>
internal sealed class Validator : IDisposable
{
    private readonly Experiment _experiment;
    private readonly RunWriter _run;
    private readonly ITrainingObserver _observer;
    private readonly Action<DataEvent> _onDataEvent;
    private readonly Evaluator _evaluator;
    private readonly SetEvaluator? _ofSets;
    private IReadOnlyList<MaskSet>? _sets;

    /// <summary>The validations of a run.</summary>
    /// <param name="experiment">What is trained.</param>
    /// <param name="run">Where results and pictures are logged; stays the caller's.</param>
    /// <param name="observer">Is told the results.</param>
    /// <param name="onDataEvent">Is told of broken images.</param>
    internal Validator(Experiment experiment, RunWriter run, ITrainingObserver observer, Action<DataEvent> onDataEvent)
    {
        (_experiment, _run, _observer, _onDataEvent, _evaluator) = (experiment, run, observer, onDataEvent, new Evaluator(experiment));
        if (experiment.Spec.Evaluation.SetMetrics == SetMetricTime.Every && experiment.MetricChoice.OfSets.Count > 0)
            _ofSets = new SetEvaluator(experiment);
    }

    /// <summary>Evaluates a generator after a step.</summary>
    /// <returns>A result for each mask set, in the spec's order; null when it was stopped, which leaves no trace.</returns>
    internal IReadOnlyList<EvaluationResult>? Run(long step, InpaintingGenerator generator, CancellationToken stop)
    {
        var split = Enum.Parse<Split>(_experiment.Spec.Evaluation.Split, ignoreCase: true);
        _sets ??= MaskSet.Of(_experiment, split, _onDataEvent);
        List<EvaluationResult> results;
        try
        {
            results = [.. _sets.Select(set => _evaluator.Evaluate(generator, set, stop, _ofSets))];
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        EvaluationLog.Write(_run, step, results, "");
        EvaluationLog.WriteGrids(_run, step, _evaluator, generator, _sets);
        _observer.OnEvaluated(step, results);
        return results;
    }

    /// <inheritdoc/>
    public void Dispose() => _ofSets?.Dispose();
}
