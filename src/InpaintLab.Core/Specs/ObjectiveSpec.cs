using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;

namespace InpaintLab.Core.Specs;

/// <summary>What training minimises: a weighted L1 and, optionally, an adversarial loss.</summary>
public sealed record ObjectiveSpec : IValidatableObject
{
    /// <summary>The reconstruction loss.</summary>
    public L1Spec L1 { get; init; } = new();

    /// <summary>The adversarial loss.</summary>
    public AdversarialSpec Adversarial { get; init; } = new();

    /// <summary>Further terms of the generator's loss, each kind at most once.</summary>
    [WrittenWhenUsed]
    public IReadOnlyList<LossTermSpec> Terms { get; init; } = [];

    /// <summary>At least one term must have a weight.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var hasL1 = L1.Hole + L1.Known > 0 && L1.Coarse + L1.Refined > 0;
        var isAdversarial = Adversarial.Kind != AdversarialKind.None && Adversarial.Weight > 0;
        if (!hasL1 && !isAdversarial && !Terms.Any(term => term.Weight > 0))
            yield return new ValidationResult("every loss has weight 0: nothing would be learnt", [nameof(L1)]);
        foreach (var same in Terms.GroupBy(term => term.Loss.Name).Where(same => same.Skip(1).Any()))
            yield return new ValidationResult($"objective.terms: '{same.Key}' is given twice", [nameof(Terms)]);
    }
}

/// <summary>A term of the generator's loss.</summary>
public sealed record LossTermSpec
{
    /// <summary>Its weight in the sum.</summary>
    [Range(0, 1e6)]
    public required double Weight { get; init; }

    /// <summary>The loss: its <c>kind</c> and options stand beside the weight.</summary>
    [ComponentBlock(typeof(LossAttribute), Inline = true)]
    public required ComponentSpec Loss { get; init; }
}

/// <summary>The weights of the L1 loss: each of (coarse, refined) prediction times each of (hole, known) pixels.</summary>
public sealed record L1Spec
{
    /// <summary>Weight of the pixels in the hole.</summary>
    [Range(0, 1e6)]
    public double Hole { get; init; } = 1;

    /// <summary>Weight of the pixels outside the hole.</summary>
    [Range(0, 1e6)]
    public double Known { get; init; } = 0.2;

    /// <summary>Weight of the coarse prediction, for families that make one.</summary>
    [Range(0, 1e6)]
    public double Coarse { get; init; } = 1;

    /// <summary>Weight of the refined prediction.</summary>
    [Range(0, 1e6)]
    public double Refined { get; init; } = 1;

    /// <summary>What the sum of differences is divided by.</summary>
    public L1Area Area { get; init; } = L1Area.Own;

    /// <summary>
    /// The least area, as a share of the image, that a sum is divided by with <see cref="L1Area.Own"/>: so that a speck of a hole does not
    /// weigh as much as a large one; 0: one pixel.
    /// </summary>
    [Range(0.0, 1.0)]
    public double MinArea { get; init; }
}

/// <summary>What a sum of absolute differences is divided by.</summary>
public enum L1Area
{
    /// <summary>The number of pixels that the term is over: a small hole counts as much as a large one.</summary>
    Own,

    /// <summary>The number of pixels of the image.</summary>
    Image,
}
