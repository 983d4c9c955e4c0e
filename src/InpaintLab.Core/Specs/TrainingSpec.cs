using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;

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

    /// <summary>Images whose gradient is computed at once.</summary>
    [Range(1, 4096)]
    public int Batch { get; init; } = 8;

    /// <summary>
    /// Batches whose gradients are added up to one update: it equals a batch so many times larger, but for batch normalisation, which
    /// sees one batch at a time.
    /// </summary>
    [Range(1, 4096)]
    public int Accumulate { get; init; } = 1;

    /// <summary>Threads that read and augment images; 0 does it between the steps. No value depends on it.</summary>
    [Range(0, 256)]
    public int Workers { get; init; } = 2;

    /// <summary>Steps from one logged value of each series to the next.</summary>
    [Range(1, 1_000_000)]
    public int LogEvery { get; init; } = 10;

    /// <summary>Steps from one checkpoint to the next; 0: only at the end.</summary>
    [Range(0, 1_000_000_000)]
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>In which precision networks compute while they train. Weights, losses, penalties and evaluation stay in fp32.</summary>
    [WrittenWhenUsed]
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>How convolutions are computed on a CPU, in training and wherever the run's networks are used.</summary>
    [WrittenWhenUsed]
    public Convolution Convolution { get; init; } = Convolution.Auto;

    /// <summary>
    /// On a GPU, whether a step is captured once (a CUDA graph) and then launched as a whole: what the host takes for a step no longer
    /// counts. For the optimisers adam and adamw, without diff_augment.
    /// </summary>
    [WrittenWhenUsed]
    public bool CudaGraph { get; init; }

    /// <summary>Where the JPEG files of training images are decoded; evaluation decodes all on the CPU.</summary>
    [WrittenWhenUsed]
    public Decoding Decode { get; init; } = Decoding.Cpu;

    /// <summary>
    /// What the generator computes again in the backward pass instead of keeping it (arXiv:1604.06174), for large resolutions: less memory
    /// for one more forward. No value depends on it.
    /// </summary>
    [WrittenWhenUsed]
    public ActivationCheckpointing ActivationCheckpointing { get; init; } = ActivationCheckpointing.None;

    /// <summary>Decay a step of the exponential moving average of the weights that is evaluated; 0: no average.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Ema { get; init; } = 0.999;

    /// <summary>Largest norm of a step's gradient, above which it is scaled down; 0: never.</summary>
    [Range(0, 1e6)]
    public double Clip { get; init; } = 1;

    /// <summary>Largest magnitude of each value of a gradient, beyond which it is cut off, before <see cref="Clip"/>; 0: none.</summary>
    [Range(0, 1e6)]
    public double ClipValue { get; init; }

    /// <summary>
    /// Changes of training images, in this order, after the dataset's crop and flips; evaluation sees images as they are.
    /// </summary>
    [WrittenWhenUsed]
    [ComponentBlock(typeof(TransformAttribute))]
    public IReadOnlyList<ComponentSpec> Transforms { get; init; } = [];

    /// <summary>How weights are initialised.</summary>
    public WeightInit Init { get; init; } = WeightInit.Default;

    /// <summary>How weights are updated.</summary>
    public OptimizerSpec Optimizer { get; init; } = new();

    /// <summary>When to end before the last step; null: never.</summary>
    public EarlyStopSpec? EarlyStop { get; init; }

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

/// <summary>Ends a run when its validation result no longer gets better. It is finished then, and says so.</summary>
public sealed record EarlyStopSpec
{
    /// <summary>A metric of the evaluation, watched on its first set of masks; null: the evaluation's first metric.</summary>
    [ComponentName(typeof(MetricAttribute))]
    public string? Metric { get; init; }

    /// <summary>How many evaluations after each other may be no better than the best one before them.</summary>
    [Range(1, 1_000_000)]
    public int Patience { get; init; } = 5;

    /// <summary>By how much, in the metric's unit, an evaluation must be better to count as better.</summary>
    [Range(0.0, 1e9)]
    public double MinDelta { get; init; }
}

/// <summary>How weights are initialised.</summary>
public enum WeightInit
{
    /// <summary>As the family does.</summary>
    Default,

    /// <summary>The family's, rescaled layer by layer to unit variance on a batch of training images (arXiv:1511.06422).</summary>
    DataDriven,
}

/// <summary>How convolutions are computed on a CPU.</summary>
public enum Convolution
{
    /// <summary>
    /// By Winograd's minimal filtering where that is faster: half of the time, and errors of rounding of some 1e-6 of the values, about
    /// four times those of the direct form.
    /// </summary>
    Auto,

    /// <summary>As libtorch does, bit for bit.</summary>
    Direct,
}

/// <summary>Where JPEG files are decoded.</summary>
public enum Decoding
{
    /// <summary>On the CPU, by the workers, to the same bits on every machine.</summary>
    Cpu,

    /// <summary>
    /// On the run's GPU, by torchvision's nvJPEG, to values some grey levels off: for files whose squares need no scaling, without
    /// transforms. Files of other kinds in between (PNG, CMYK, EXIF orientation) are decoded by the workers.
    /// </summary>
    Gpu,
}

/// <summary>What a generator computes again in the backward pass.</summary>
public enum ActivationCheckpointing
{
    /// <summary>Nothing: all that the backward pass needs is kept.</summary>
    None,

    /// <summary>Its blocks (gated layers, transformer blocks, attention), of which only the inputs are kept.</summary>
    Blocks,
}

/// <summary>In which precision networks compute while they train.</summary>
public enum Precision
{
    /// <summary>Single precision, 23 bits of mantissa.</summary>
    Fp32,

    /// <summary>On a GPU, factors of convolutions and matrix products are rounded to 10 bits of mantissa; sums are single.</summary>
    Tf32,

    /// <summary>Convolutions and matrix products take and give bfloat16, 7 bits of mantissa (autocast).</summary>
    Bf16,
}
