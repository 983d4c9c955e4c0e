using InpaintLab.Core.Errors;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Loop;

namespace InpaintLab.Training.Hooks;

/// <summary>Training begins, or goes on.</summary>
/// <param name="Step">Updates made so far.</param>
/// <param name="IsResumed">Whether the run goes on from a checkpoint.</param>
public sealed record StartEvent(long Step, bool IsResumed);

/// <summary>An update was made.</summary>
/// <param name="step">Updates made.</param>
/// <param name="epoch">The pass over the data of its last batch, from 0.</param>
/// <param name="means">Losses and health since the last log line, computed when first asked for.</param>
public sealed class StepEvent(long step, int epoch, Func<IReadOnlyList<(string Key, double Mean)>> means)
{
    private readonly Lazy<Dictionary<string, double>> _means = new(() => means().ToDictionary(m => m.Key, m => m.Mean));

    /// <summary>Updates made.</summary>
    public long Step { get; } = step;

    /// <summary>The pass over the data of its last batch, from 0.</summary>
    public int Epoch { get; } = epoch;

    /// <summary>Means of losses and health since the last log line, by key. Asking for them waits for a GPU.</summary>
    public IReadOnlyDictionary<string, double> Means => _means.Value;

    /// <summary>One of the means, e.g. of <c>loss/l1</c>.</summary>
    /// <exception cref="UserErrorException">
    /// There is no such key at this step: a loss that is not computed yet, or is called otherwise.
    /// </exception>
    public double Mean(string key) =>
        Means.TryGetValue(key, out var mean) ? mean : throw UserErrorException.UnknownName("series", key, Means.Keys);
}

/// <summary>A pass over the training images is complete.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Epoch">The pass, from 0.</param>
public sealed record EpochEvent(long Step, int Epoch);

/// <summary>The network was evaluated.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Results">One for each mask set, with values per image.</param>
/// <param name="IsFinal">Whether it is the evaluation at the end of the run, on the test split where there is one.</param>
public sealed record EvaluationEvent(long Step, IReadOnlyList<EvaluationResult> Results, bool IsFinal)
{
    /// <summary>The mean of a metric over the images of a mask set.</summary>
    /// <param name="metric">A metric of the spec's evaluation.</param>
    /// <param name="maskSet">A mask set; null: the first.</param>
    /// <exception cref="UserErrorException">There is no such metric or mask set.</exception>
    public double Mean(string metric, string? maskSet = null)
    {
        var result = maskSet is null ? Results[0] : Results.FirstOrDefault(r => r.MaskSet == maskSet)
            ?? throw UserErrorException.UnknownName("mask set", maskSet, Results.Select(r => r.MaskSet));
        return result.Summaries.TryGetValue(metric, out var summary)
            ? summary.Mean
            : throw UserErrorException.UnknownName("metric", metric, result.Summaries.Keys);
    }
}

/// <summary>A checkpoint was written.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Path">Its file, complete; the run goes on to replace it.</param>
/// <param name="IsBest">Whether it is the best so far; else it is the last, from which a run resumes.</param>
public sealed record CheckpointEvent(long Step, string Path, bool IsBest);

/// <summary>The run is trained and evaluated.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Outcome">What it has to show.</param>
public sealed record EndEvent(long Step, TrainingOutcome Outcome);

/// <summary>The run ends by an error. A run that is stopped by Ctrl-C has not failed.</summary>
/// <param name="Step">Updates made.</param>
/// <param name="Error">What went wrong.</param>
public sealed record FailureEvent(long Step, Exception Error);
