using InpaintLab.Core.Specs;
using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>The two sides of an adversarial loss; both return scalars of the caller's dispose scope, to be minimised.</summary>
/// <param name="Discriminator">From logits of real images and of composites.</param>
/// <param name="Generator">From logits of composites.</param>
public sealed record AdversarialLoss(Func<Tensor, Tensor, Tensor> Discriminator, Func<Tensor, Tensor> Generator)
{
    /// <summary>The loss of a kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is none.</exception>
    public static AdversarialLoss Of(AdversarialKind kind) => kind switch
    {
        AdversarialKind.Hinge => new AdversarialLoss(HingeLoss.Discriminator, HingeLoss.Generator),
        AdversarialKind.Ns => new AdversarialLoss(NonSaturatingLoss.Discriminator, NonSaturatingLoss.Generator),
        AdversarialKind.WganGp or AdversarialKind.WganGpEps =>
            new AdversarialLoss(WassersteinLoss.Discriminator, WassersteinLoss.Generator),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no adversarial loss"),
    };
}
