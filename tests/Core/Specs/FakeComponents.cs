using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

/// <summary>Components that exist for the tests of the spec language only.</summary>
internal static class FakeComponents
{
    public static ComponentRegistry Registry { get; } =
        new([typeof(Photos), typeof(Boxes), typeof(FreeForm), typeof(Tiny), typeof(L1), typeof(Psnr)]);

    /// <summary>The smallest valid spec.</summary>
    public const string Minimal = """
        name: small
        dataset: {kind: photos, root: data}
        mask: {kind: boxes}
        model: {family: tiny}
        """;
}

internal enum Attention
{
    None,
    SelfAttention,
    Contextual,
}

internal sealed record PhotosOptions
{
    [Path]
    public required string Root { get; init; }

    [Path]
    public string? Flist { get; init; }

    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double? Ratio { get; init; }

    public IReadOnlyList<int> Sizes { get; init; } = [64, 128];

    public bool Flip { get; init; } = true;

    public CropOptions Crop { get; init; } = new();

    public IReadOnlyList<CropOptions> MoreCrops { get; init; } = [];
}

internal sealed record CropOptions
{
    public long Pixels { get; init; } = 5_000_000_000;

    public string Label { get; init; } = "";

    [ComponentBlock(typeof(MaskAttribute))]
    public ComponentSpec? Within { get; init; }
}

internal sealed record BoxesOptions : IValidatableObject
{
    [Range(0.0, 1.0)]
    public double MinRatio { get; init; } = 0.05;

    [Range(0.0, 1.0)]
    public double MaxRatio { get; init; } = 0.6;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MinRatio > MaxRatio)
            yield return new ValidationResult($"min_ratio ({MinRatio}) must not exceed max_ratio ({MaxRatio})", [nameof(MinRatio)]);
    }
}

internal sealed record TinyOptions
{
    [Range(1, 64)]
    public int Width { get; init; } = 16;

    public Attention Attention { get; init; } = Attention.None;
}

internal sealed record NoOptions;

[Dataset("photos")]
internal sealed class Photos(PhotosOptions options)
{
    public PhotosOptions Options { get; } = options;
}

[Mask("boxes")]
internal sealed class Boxes(BoxesOptions options)
{
    public BoxesOptions Options { get; } = options;
}

[Mask("free-form")]
internal sealed class FreeForm(NoOptions options)
{
    public NoOptions Options { get; } = options;
}

[Family("tiny")]
internal sealed class Tiny(TinyOptions options)
{
    public TinyOptions Options { get; } = options;
}

[Metric("l1")]
internal sealed class L1(NoOptions options)
{
    public NoOptions Options { get; } = options;
}

[Metric("psnr", HigherIsBetter = true, Unit = "dB")]
internal sealed class Psnr(NoOptions options)
{
    public NoOptions Options { get; } = options;
}
