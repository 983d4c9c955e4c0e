using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;

namespace InpaintLab.Core.Specs;

/// <summary>
/// One experiment: what is trained, on which images and masks, and how it is judged. Only the required keys have no default.
/// </summary>
public sealed record ExperimentSpec : IValidatableObject
{
    /// <summary>The name of its runs, as part of their folders' names.</summary>
    [TextForm(FolderName.Pattern, FolderName.Expected)]
    public required string Name { get; init; }

    /// <summary>What it is for, in a sentence.</summary>
    public string? Description { get; init; }

    /// <summary>What all randomness of a run derives from: weights, data order, crops and masks.</summary>
    [Range(0, long.MaxValue)]
    public long Seed { get; init; } = 1;

    /// <summary>Side of the square images, in pixels; a multiple of 8.</summary>
    [Range(16, 4096)]
    [MultipleOf(8)]
    public int Resolution { get; init; } = 64;

    /// <summary>Where it computes: auto (a GPU if there is one), cpu, cuda, or cuda:N for the GPU of that number.</summary>
    [TextForm("auto|cpu|cuda(:(0|[1-9][0-9]?))?", "auto, cpu, cuda or cuda:N")]
    public string Device { get; init; } = "auto";

    /// <summary>
    /// On a GPU, only algorithms that repeat themselves bit for bit, for exact resume and repetition, at some cost in time; a CPU always
    /// does.
    /// </summary>
    [WrittenWhenUsed]
    public bool Deterministic { get; init; }

    /// <summary>
    /// Scripts that define components of this spec: masks, losses, metrics, transforms, model families. They stand before what names them.
    /// </summary>
    [WrittenWhenUsed]
    [DefinesComponents]
    public IReadOnlyList<ScriptSpec> Components { get; init; } = [];

    /// <summary>The images.</summary>
    [ComponentBlock(typeof(DatasetAttribute))]
    public required ComponentSpec Dataset { get; init; }

    /// <summary>The masks of training.</summary>
    [ComponentBlock(typeof(MaskAttribute))]
    public required ComponentSpec Mask { get; init; }

    /// <summary>The network, or a method without training, for which objective and training have no effect.</summary>
    [ComponentBlock(typeof(FamilyAttribute), Key = "family")]
    public required ComponentSpec Model { get; init; }

    /// <summary>What training minimises.</summary>
    public ObjectiveSpec Objective { get; init; } = new();

    /// <summary>How it is trained.</summary>
    public TrainingSpec Training { get; init; } = new();

    /// <summary>How it is judged.</summary>
    public EvaluationSpec Evaluation { get; init; } = new();

    /// <summary>Scripts that are told how a run goes.</summary>
    [WrittenWhenUsed]
    public HooksSpec Hooks { get; init; } = new();

    /// <summary>An early stop needs evaluations during training, of its metric.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Training.EarlyStop is not { } stop)
            yield break;
        if (Evaluation.Every == 0)
        {
            yield return new ValidationResult(
                "training.early_stop: expected evaluations during training, but evaluation.every is 0", [nameof(Training)]);
        }

        if (stop.Metric is not null && !Evaluation.Metrics.Contains(stop.Metric))
        {
            var known = string.Join(", ", Evaluation.Metrics);
            yield return new ValidationResult(
                $"training.early_stop.metric: expected one of evaluation.metrics ({known}), received '{stop.Metric}'", [nameof(Training)]);
        }
    }
}

/// <summary>Names that can be part of a file's name on every system.</summary>
internal static class FolderName
{
    public const int MaxLength = 64;
    public const string Pattern = "[A-Za-z0-9][A-Za-z0-9._+-]{0,63}";
    public const string Expected = "up to 64 letters, digits and any of . _ + -, of which the first is a letter or digit";
}
