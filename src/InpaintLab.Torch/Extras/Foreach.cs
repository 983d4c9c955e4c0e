using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>Arithmetic on many tensors in a handful of native calls. TorchSharp has no counterpart.</summary>
public static class Foreach
{
    private static readonly Operator AddOp = Operator.Get("aten::_foreach_add_", "List");
    private static readonly Operator LerpOp = Operator.Get("inpaintlab::lerp_");

    /// <summary>
    /// start + weight * (end - start) for each pair, in place in <paramref name="start"/>. In one pass where all are float32 on the CPU
    /// and laid out alike, else as (1 - weight) start + weight end.
    /// </summary>
    public static void Lerp(Tensor[] start, Tensor[] end, double weight) => LerpOp.CallVoid(start, end, weight);

    /// <summary>Adds each of <paramref name="values"/> to its counterpart, in place in <paramref name="sums"/>.</summary>
    public static void Add(Tensor[] sums, Tensor[] values) => AddOp.CallVoid(sums, values, 1);
}
