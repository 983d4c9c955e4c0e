using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>
/// The non-saturating loss (Goodfellow et al. 2014, arXiv:1406.2661, section 3), on logits. Means run over all logits of all samples;
/// results are scalars of the caller's dispose scope.
/// </summary>
public static class NonSaturatingLoss
{
    /// <summary>mean(softplus(-real)) + mean(softplus(fake)): 2 ln 2 where the discriminator knows nothing, 0 where it is sure.</summary>
    /// <param name="real">Logits of real images.</param>
    /// <param name="fake">Logits of composites.</param>
    public static Tensor Discriminator(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(nn.functional.softplus(-real).mean() + nn.functional.softplus(fake).mean());
    }

    /// <summary>mean(softplus(-fake)).</summary>
    /// <param name="fake">Logits of composites.</param>
    public static Tensor Generator(Tensor fake)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(nn.functional.softplus(-fake).mean());
    }
}
