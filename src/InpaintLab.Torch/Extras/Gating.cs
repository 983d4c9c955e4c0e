using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// The activation of gated convolutions (arXiv:1806.03589, equation 3) in one pass over memory, and one backward, instead of ten.
/// TorchSharp has no counterpart. Single precision on the CPU is fused; everything else is composed of libtorch's operators.
/// </summary>
public static class Gating
{
    private static readonly Operator Gate = Operator.Get("inpaintlab::gate");

    /// <summary>elu(feature) * sigmoid(gate).</summary>
    /// <param name="input">N x 2C x ...: C channels of features, then C of gates.</param>
    /// <returns>N x C x ..., in the input's memory format.</returns>
    public static Tensor Elu(Tensor input) => Gate.Call(input);

    /// <summary>leaky_relu(feature) * sigmoid(gate); with slope 0 relu(feature) * sigmoid(gate).</summary>
    /// <param name="input">N x 2C x ...: C channels of features, then C of gates.</param>
    /// <param name="negativeSlope">The factor on negative features.</param>
    /// <returns>N x C x ..., in the input's memory format.</returns>
    public static Tensor LeakyRelu(Tensor input, double negativeSlope) => Gate.Call(input, negativeSlope);
}
