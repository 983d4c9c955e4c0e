using InpaintLab.Torch.Interop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>What TorchSharp's functions on gradients lack: results that stay on the device.</summary>
public static class Gradients
{
    private static readonly Operator NormEach = Operator.Get("aten::_foreach_norm", "Scalar");
    private static readonly Operator Stack = Operator.Get("aten::stack");
    private static readonly Operator Norm = Operator.Get("aten::linalg_vector_norm");
    private static readonly Operator Scale = Operator.Get("inpaintlab::scale_");

    /// <summary>
    /// Scales all gradients together so that the norm of them all is at most <paramref name="maxNorm"/>, as <c>clip_grad_norm_</c> does,
    /// but without asking a device for the norm: nothing waits.
    /// </summary>
    /// <param name="tensors">Parameters; those without a gradient do not count.</param>
    /// <param name="maxNorm">The largest norm; infinity scales nothing.</param>
    /// <param name="normType">Its order p; infinity for the largest absolute value.</param>
    /// <returns>
    /// The norm before, a scalar of the caller's dispose scope on the gradients' device; NaN or infinite when a gradient is.
    /// </returns>
    public static Tensor ClipNorm(IEnumerable<Parameter> tensors, double maxNorm, double normType = 2)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var gradients = tensors.Select(tensor => tensor.grad).OfType<Tensor>().ToArray();
        if (gradients.Length == 0)
            return scope.MoveToOuter(zeros([]));
        var norm = Norm.Call(Stack.Call(NormEach.CallList(gradients, normType), 0), normType);

        // 1e-6 as in PyTorch. NaN passes through clamp and so reaches every gradient, where it is noticed.
        if (!double.IsPositiveInfinity(maxNorm))
            Scale.CallVoid(gradients, (maxNorm / (norm + 1e-6)).clamp(max: 1));
        return scope.MoveToOuter(norm);
    }
}
