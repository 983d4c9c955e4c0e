using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>
/// Penalties on the gradient of a discriminator with respect to its images; they are differentiated a second time, for its weights. D(x)
/// is the mean of a sample's logits, as in the losses. Only images are interpolated and differentiated: real and fake share their mask.
/// The discriminator must not mix the samples of a batch (no batch normalisation), nor compute by kernels without a second derivative.
/// Results are scalars of the caller's dispose scope.
/// </summary>
public static class GradientPenalty
{
    // Under the root, whose derivative at 0 is infinite: without a hole there is no masked gradient. Far below what float32 resolves.
    private const double Epsilon = 1e-16;

    /// <summary>
    /// mean((|gradient of D at real + alpha (fake - real)| - 1)²) (Gulrajani et al. 2017, arXiv:1704.00028, algorithm 1).
    /// </summary>
    /// <param name="judge">The discriminator: images and mask to logits, N x ....</param>
    /// <param name="real">Real images, N x 3 x H x W.</param>
    /// <param name="fake">Composites of the same shape; no gradient reaches them.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    /// <param name="alpha">Where between them, N x 1 x 1 x 1 in [0,1].</param>
    /// <param name="masked">
    /// Whether the gradient is multiplied by the mask before its norm is taken (DeepFill v1, arXiv:1801.07892, section 4.2).
    /// </param>
    public static Tensor Interpolated(Func<Tensor, Tensor, Tensor> judge, Tensor real, Tensor fake, Tensor mask, Tensor alpha, bool masked)
    {
        using var scope = NewDisposeScope();
        var gradient = Gradient(judge, real.detach() + ((fake.detach() - real.detach()) * alpha), mask);
        var norm = (SquaredNorms(masked ? gradient * mask : gradient) + Epsilon).sqrt();
        return scope.MoveToOuter((norm - 1).square().mean());
    }

    /// <summary>mean(|gradient of D at real|²): R1 without its factor (Mescheder et al. 2018, arXiv:1801.04406, equation 9).</summary>
    /// <param name="judge">The discriminator: images and mask to logits, N x ....</param>
    /// <param name="real">Real images, N x 3 x H x W.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    public static Tensor Real(Func<Tensor, Tensor, Tensor> judge, Tensor real, Tensor mask)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(SquaredNorms(Gradient(judge, real.detach().clone(), mask)).mean());
    }

    private static Tensor Gradient(Func<Tensor, Tensor, Tensor> judge, Tensor image, Tensor mask)
    {
        image.requires_grad = true;
        var samples = image.shape[0];
        var value = judge(image, mask).reshape(samples, -1).mean([1]).sum();
        return autograd.grad([value], [image], create_graph: true)[0];
    }

    private static Tensor SquaredNorms(Tensor gradient) => gradient.square().sum([1, 2, 3]);
}
