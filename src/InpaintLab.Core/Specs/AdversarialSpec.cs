using System.ComponentModel.DataAnnotations;

namespace InpaintLab.Core.Specs;

/// <summary>The adversarial loss, how its discriminator is trained, and when in a run it sets in.</summary>
public sealed record AdversarialSpec : IValidatableObject
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

    /// <summary>Updates of the discriminator for each one of the generator, each on images of its own.</summary>
    [Range(1, 100)]
    public int NCritic { get; init; } = 1;

    /// <summary>The gradient penalty of wgan-gp and wgan-gp-eps; the other kinds have none.</summary>
    public GradientPenaltySpec Gp { get; init; } = new();

    /// <summary>
    /// Weight of the square of the critic's value on real images, which keeps it from drifting (arXiv:1710.10196, appendix A.1); null: 1e-3
    /// with wgan-gp-eps, else 0.
    /// </summary>
    [Range(0.0, 1e6)]
    public double? Drift { get; init; }

    /// <summary>Weight gamma of the R1 penalty, gamma / 2 times the squared gradient on real images (arXiv:1801.04406); 0: none.</summary>
    [Range(0.0, 1e6)]
    public double R1 { get; init; }

    /// <summary>What is done to all that the discriminator sees, each at most once (arXiv:2006.10738); empty: nothing.</summary>
    public IReadOnlyList<DiffAugmentKind> DiffAugment { get; init; } = [];

    /// <summary>Whether the kind is a Wasserstein loss: its discriminator is a critic, whose values have no scale of their own.</summary>
    public static bool IsWasserstein(AdversarialKind kind) => kind is AdversarialKind.WganGp or AdversarialKind.WganGpEps;

    /// <summary>No augmentation twice.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (DiffAugment.Distinct().Count() < DiffAugment.Count)
            yield return new ValidationResult("objective.adversarial.diff_augment: expected each at most once", [nameof(DiffAugment)]);
    }
}

/// <summary>The gradient penalty of WGAN-GP (arXiv:1704.00028): weight times the mean of (|gradient| - 1)².</summary>
public sealed record GradientPenaltySpec
{
    /// <summary>Its weight.</summary>
    [Range(0.0, 1e6)]
    public double Weight { get; init; } = 10;

    /// <summary>
    /// Whether the gradient counts in the hole only, as in DeepFill v1 (arXiv:1801.07892): real and fake are equal elsewhere. The paper
    /// takes the gradient of the whole image.
    /// </summary>
    public bool Masked { get; init; } = true;
}

/// <summary>Adversarial losses.</summary>
public enum AdversarialKind
{
    /// <summary>None: the generator trains alone.</summary>
    None,

    /// <summary>The hinge loss (arXiv:1705.02894), as in SN-PatchGAN (arXiv:1806.03589).</summary>
    Hinge,

    /// <summary>The non-saturating loss (arXiv:1406.2661).</summary>
    Ns,

    /// <summary>The Wasserstein loss with gradient penalty (arXiv:1704.00028).</summary>
    WganGp,

    /// <summary>The same with a small penalty on the critic's drift (arXiv:1710.10196), as TransGAN uses it.</summary>
    WganGpEps,
}

/// <summary>Differentiable augmentations (arXiv:2006.10738).</summary>
public enum DiffAugmentKind
{
    /// <summary>Brightness, saturation and contrast of the image; the mask is left alone.</summary>
    Colour,

    /// <summary>Image and mask are shifted together.</summary>
    Translation,

    /// <summary>A square of image and mask becomes 0.</summary>
    Cutout,
}
