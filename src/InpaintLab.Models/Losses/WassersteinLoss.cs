using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>
/// The Wasserstein loss (Arjovsky et al. 2017, arXiv:1701.07875), which needs a critic kept smooth, as <see cref="GradientPenalty"/> does.
/// Means run over all values of all samples; results are scalars of the caller's dispose scope.
/// </summary>
public static class WassersteinLoss
{
    /// <summary>mean(fake) - mean(real).</summary>
    /// <param name="real">The critic's values of real images.</param>
    /// <param name="fake">The critic's values of composites.</param>
    public static Tensor Discriminator(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(fake.mean() - real.mean());
    }

    /// <summary>-mean(fake).</summary>
    /// <param name="fake">The critic's values of composites.</param>
    public static Tensor Generator(Tensor fake)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(-fake.mean());
    }

    /// <summary>mean(real²), which keeps the critic's values near 0 (Karras et al. 2018, arXiv:1710.10196, appendix A.1).</summary>
    /// <param name="real">The critic's values of real images.</param>
    public static Tensor Drift(Tensor real)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(real.square().mean());
    }
}
