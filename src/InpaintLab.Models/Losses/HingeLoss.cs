using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>
/// The hinge loss of adversarial training (Lim and Ye 2017, arXiv:1705.02894; as in SN-PatchGAN, arXiv:1806.03589, section 3.3). Means
/// run over all logits of all samples; results are scalars of the caller's dispose scope.
/// </summary>
public static class HingeLoss
{
    /// <summary>½ mean(relu(1 - real)) + ½ mean(relu(1 + fake)): 1 where the discriminator knows nothing, 0 where it is sure.</summary>
    /// <param name="real">Logits of real images.</param>
    /// <param name="fake">Logits of composites.</param>
    // The factors ½ are the official code's; the paper's formula has none.
    public static Tensor Discriminator(Tensor real, Tensor fake)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(((1 - real).relu().mean() + (1 + fake).relu().mean()) * 0.5);
    }

    /// <summary>-mean(fake).</summary>
    /// <param name="fake">Logits of composites.</param>
    public static Tensor Generator(Tensor fake)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(-fake.mean());
    }
}
