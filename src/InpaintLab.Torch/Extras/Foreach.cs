using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>Arithmetic on many tensors in a handful of native calls. TorchSharp has no counterpart.</summary>
public static class Foreach
{
    private static readonly Operator Multiply = Operator.Get("aten::_foreach_mul_", "Scalar");
    private static readonly Operator Add = Operator.Get("aten::_foreach_add_", "List");

    /// <summary>start + weight * (end - start) for each pair, in place in <paramref name="start"/>, as (1 - weight) start + weight end.</summary>
    public static void Lerp(Tensor[] start, Tensor[] end, double weight)
    {
        Multiply.CallVoid(start, 1 - weight);
        Add.CallVoid(start, end, weight);
    }
}
