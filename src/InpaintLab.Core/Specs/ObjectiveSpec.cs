using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Core.Specs;

/// <summary>What training minimises: a weighted L1 and, optionally, an adversarial loss.</summary>
public sealed record ObjectiveSpec : IValidatableObject
{
    /// <summary>The reconstruction loss.</summary>
    public L1Spec L1 { get; init; } = new();

    /// <summary>The adversarial loss.</summary>
    public AdversarialSpec Adversarial { get; init; } = new();

    /// <summary>At least one term must have a weight.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var hasL1 = L1.Hole + L1.Known > 0 && L1.Coarse + L1.Refined > 0;
        var isAdversarial = Adversarial.Kind != AdversarialKind.None && Adversarial.Weight > 0;
        if (!hasL1 && !isAdversarial)
            yield return new ValidationResult("every loss has weight 0: nothing would be learnt", [nameof(L1)]);
    }
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
}

/// <summary>What a sum of absolute differences is divided by.</summary>
public enum L1Area
{
    /// <summary>The number of pixels that the term is over: a small hole counts as much as a large one.</summary>
    Own,

    /// <summary>The number of pixels of the image.</summary>
    Image,
}

/// <summary>The adversarial loss, and when in a run it sets in.</summary>
public sealed record AdversarialSpec
{
    /// <summary>Which loss; none trains without a discriminator.</summary>
    public AdversarialKind Kind { get; init; } = AdversarialKind.None;

    /// <summary>Weight of the generator's adversarial loss when fully warmed up.</summary>
    [Range(0, 1e6)]
    public double Weight { get; init; } = 0.01;

    /// <summary>When it sets in, as a share of the run.</summary>
    [Range(0.0, 1.0)]
    public double Start { get; init; } = 0.5;

    /// <summary>How long its weight rises from 0 to full, as a share of the run.</summary>
    [Range(0.0, 1.0)]
    public double WarmUp { get; init; } = 0.1;
}

/// <summary>Adversarial losses.</summary>
public enum AdversarialKind
{
    /// <summary>None: the generator trains alone.</summary>
    None,

    /// <summary>The hinge loss (arXiv:1705.02894), as in SN-PatchGAN (arXiv:1806.03589).</summary>
    Hinge,
}
