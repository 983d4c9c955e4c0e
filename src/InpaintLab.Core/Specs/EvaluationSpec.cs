using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;

namespace InpaintLab.Core.Specs;

/// <summary>How a model is judged, during training and after it.</summary>
public sealed record EvaluationSpec : IValidatableObject
{
    /// <summary>Steps from one evaluation to the next; 0: only at the end.</summary>
    [Range(0, 1_000_000_000)]
    public int Every { get; init; } = 500;

    /// <summary>How many images of the split, from its start; all when it has fewer.</summary>
    [Range(1, 10_000_000)]
    public int Images { get; init; } = 200;

    /// <summary>Images predicted at once.</summary>
    [Range(1, 4096)]
    public int Batch { get; init; } = 16;

    /// <summary>The images' split.</summary>
    [TextForm("train|val|test", "train, val or test")]
    public string Split { get; init; } = "val";

    /// <summary>The metrics, each at most once: of each image (psnr, lpips ...), or of two sets of images (fid, kid ...).</summary>
    [ComponentName(typeof(MetricAttribute))]
    [MinLength(1, ErrorMessage = "at least one metric")]
    public IReadOnlyList<string> Metrics { get; init; } = ["l1", "l1_hole", "psnr", "psnr_hole", "ssim"];

    /// <summary>When metrics of sets are taken: they need many images and minutes, those per image are taken at every evaluation.</summary>
    public SetMetricTime SetMetrics { get; init; } = SetMetricTime.Final;

    /// <summary>The sets of masks, each judged apart; empty: the masks of training, under the name of their kind.</summary>
    public IReadOnlyList<EvaluationMaskSpec> Masks { get; init; } = [];

    /// <summary>How many images the picture of examples shows; 0: no picture.</summary>
    [Range(0, 64)]
    public int Grid { get; init; } = 8;

    /// <summary>Every metric and every name of a mask set once.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var metric in Repeated(Metrics))
            yield return new ValidationResult($"evaluation.metrics: '{metric}' is given twice", [nameof(Metrics)]);
        foreach (var name in Repeated(Masks.Select(mask => mask.Name)))
            yield return new ValidationResult($"evaluation.masks: two are named '{name}'", [nameof(Masks)]);
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Skip(1).Any()).Select(group => group.First());
}

/// <summary>When the metrics of sets of images are taken.</summary>
public enum SetMetricTime
{
    /// <summary>At the end of the run.</summary>
    Final,

    /// <summary>At every evaluation.</summary>
    Every,
}

/// <summary>A set of masks for evaluation, the same for every run.</summary>
public sealed record EvaluationMaskSpec
{
    /// <summary>The name of the set in tables and pictures.</summary>
    [TextForm(FolderName.Pattern, FolderName.Expected)]
    public required string Name { get; init; }

    /// <summary>The masks: their <c>kind</c> and options stand beside the name.</summary>
    [ComponentBlock(typeof(MaskAttribute), Inline = true)]
    public required ComponentSpec Mask { get; init; }
}
