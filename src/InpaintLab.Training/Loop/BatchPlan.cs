using InpaintLab.Core.Specs;
using InpaintLab.Training.Objectives;

namespace InpaintLab.Training.Loop;

/// <summary>
/// Which training batches belong to a step. The generator's update takes <c>accumulate</c> of them, and so does, once the adversarial term
/// has set in, each update of the discriminator but the last, which shares the generator's. A function of the step alone, so that a
/// resumed run reads on where it stopped.
/// </summary>
public sealed class BatchPlan
{
    private readonly TrainingSpec _training;
    private readonly long _extra;
    private readonly long _adversarialStart;

    /// <summary>The plan of a spec.</summary>
    /// <param name="spec">Steps or epochs, accumulation, n_critic.</param>
    /// <param name="batchesPerEpoch">Batches in one pass over the training split.</param>
    public BatchPlan(ExperimentSpec spec, long batchesPerEpoch)
    {
        _training = spec.Training;
        var adversarial = spec.Objective.Adversarial;
        var share = adversarial.Kind == AdversarialKind.None || adversarial.Weight <= 0 ? 0 : 1 - adversarial.Start;
        _extra = adversarial.NCritic - 1;
        TotalSteps = _training.Epochs is { } epochs
            ? Math.Max(1, (long)(epochs * batchesPerEpoch / (_training.Accumulate * (1 + (_extra * share)))))
            : _training.Steps!.Value;
        _adversarialStart = Schedules.AdversarialStart(adversarial, TotalSteps);
    }

    /// <summary>Updates of the generator in the whole run; with epochs, as many as their images are enough for.</summary>
    public long TotalSteps { get; }

    /// <summary>The number of the first batch of a step: how many all steps before it take.</summary>
    public long FirstBatch(long step) => _training.Accumulate * (step + (_extra * Math.Max(0, step - _adversarialStart)));

    /// <summary>Images that a step reads.</summary>
    public long ImagesIn(long step) => (FirstBatch(step + 1) - FirstBatch(step)) * _training.Batch;
}
