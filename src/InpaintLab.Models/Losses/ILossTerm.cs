using static TorchSharp.torch;

namespace InpaintLab.Models.Losses;

/// <summary>
/// A further term of the generator's loss, registered with <see cref="Core.Registry.LossAttribute"/> and weighted by the spec. One that is
/// <see cref="IDisposable"/> is disposed with the objective.
/// </summary>
public interface ILossTerm
{
    /// <summary>The term of one batch.</summary>
    /// <param name="prediction">In [-1,1], or a little beyond.</param>
    /// <param name="image">The truth, N x 3 x H x W in [-1,1].</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    /// <returns>A scalar with a graph to the prediction, a mean over the batch, in the caller's dispose scope.</returns>
    Tensor Compute(Prediction prediction, Tensor image, Tensor mask);
}
