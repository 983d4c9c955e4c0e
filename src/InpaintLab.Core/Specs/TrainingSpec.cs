using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Core.Specs;

/// <summary>How a model is trained.</summary>
public sealed record TrainingSpec : IValidatableObject
{
    /// <summary>How many updates of the generator; 2000 when neither this nor <see cref="Epochs"/> is given.</summary>
    [Range(1, 1_000_000_000)]
    public int? Steps
    {
        get => field ?? (Epochs is null ? 2000 : null);
        init;
    }

    /// <summary>How many passes over the training images, in place of <see cref="Steps"/>.</summary>
    [Range(1, 1_000_000)]
    public int? Epochs { get; init; }

    /// <summary>Images a step.</summary>
    [Range(1, 4096)]
    public int Batch { get; init; } = 8;

    /// <summary>Threads that read and augment images; 0 does it between the steps. No value depends on it.</summary>
    [Range(0, 256)]
    public int Workers { get; init; } = 2;

    /// <summary>Steps from one logged value of each series to the next.</summary>
    [Range(1, 1_000_000)]
    public int LogEvery { get; init; } = 10;

    /// <summary>Steps from one checkpoint to the next; 0: only at the end.</summary>
    [Range(0, 1_000_000_000)]
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>Decay a step of the exponential moving average of the weights that is evaluated; 0: no average.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Ema { get; init; } = 0.999;

    /// <summary>Largest norm of a step's gradient, above which it is scaled down; 0: never.</summary>
    [Range(0, 1e6)]
    public double Clip { get; init; } = 1;

    /// <summary>How weights are initialised.</summary>
    public WeightInit Init { get; init; } = WeightInit.Default;

    /// <summary>How weights are updated.</summary>
    public OptimizerSpec Optimizer { get; init; } = new();

    /// <summary>Steps or epochs, not both.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Steps is not null && Epochs is not null)
        {
            yield return new ValidationResult(
                "expected training.steps or training.epochs, received both; set one of them to null", [nameof(Epochs)]);
        }
    }
}

/// <summary>How weights are initialised.</summary>
public enum WeightInit
{
    /// <summary>As the family does.</summary>
    Default,

    /// <summary>The family's, rescaled layer by layer to unit variance on a batch of training images (arXiv:1511.06422).</summary>
    DataDriven,
}

/// <summary>Adam for the generator and the discriminator, each with its own learning rate (two time scales, arXiv:1706.08500).</summary>
public sealed record OptimizerSpec
{
    /// <summary>Learning rate of the generator.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Learning rate of the discriminator.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double DiscriminatorLearningRate { get; init; } = 4e-4;

    /// <summary>Decay of Adam's first moment.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Decay of Adam's second moment.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Beta2 { get; init; } = 0.999;

    /// <summary>How the learning rates change over the run.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;
}

/// <summary>How a learning rate changes over a run.</summary>
public enum LearningRateSchedule
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>Down to 0 along half a cosine (arXiv:1608.03983, without restarts).</summary>
    Cosine,
}
