using static TorchSharp.torch;

namespace InpaintLab.Models;

/// <summary>Joins a prediction with what is known.</summary>
public static class Composite
{
    /// <summary>The prediction in the hole, the image elsewhere; known pixels keep their exact bits.</summary>
    /// <param name="prediction">N x C x H x W, finite everywhere.</param>
    /// <param name="image">The same shape and range.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole, same dtype.</param>
    /// <returns>A new tensor of the caller's dispose scope; gradients reach the prediction through hole pixels only.</returns>
    // lerp is exact at both ends (weights 0 and 1), and one pass instead of the four of p*m + x*(1-m).
    public static Tensor Of(Tensor prediction, Tensor image, Tensor mask) => image.lerp(prediction.to(image.dtype), mask);
}
