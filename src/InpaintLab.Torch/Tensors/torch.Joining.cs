using InpaintLab.Torch.Interop;

namespace TorchSharp;

/// <content>Several tensors to one, or to several of one shape.</content>
public static partial class torch
{
    /// <summary>One after another along dim.</summary>
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);

    /// <summary>One after another along dimension 1 (vectors: dimension 0).</summary>
    public static Tensor hstack(params Tensor[] tensors) => Ops.HStack.Call(tensors);

    /// <summary>One below another: along dimension 0, vectors as rows.</summary>
    public static Tensor vstack(params Tensor[] tensors) => Ops.VStack.Call(tensors);

    /// <summary>One behind another: along dimension 2.</summary>
    public static Tensor dstack(params Tensor[] tensors) => Ops.DStack.Call(tensors);

    /// <summary>Vectors as columns beside each other.</summary>
    public static Tensor column_stack(params Tensor[] tensors) => Ops.ColumnStack.Call(tensors);

    /// <summary>Matrices along the diagonal of one, zeros elsewhere.</summary>
    public static Tensor block_diag(params Tensor[] tensors) => Ops.BlockDiag.Call(tensors);

    /// <summary>Coordinates of a grid: one tensor for each vector.</summary>
    /// <param name="tensors">The coordinates along each dimension.</param>
    /// <param name="indexing">"ij": the first vector runs along dimension 0; "xy": along dimension 1.</param>
    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Ops.MeshGrid.CallList(tensors.ToArray(), indexing);

    /// <summary>Views of one common shape.</summary>
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Ops.BroadcastTensors.CallList(tensors);

    /// <summary>Sums of products over named dimensions, e.g. "bik,bkj->bij".</summary>
    public static Tensor einsum(string equation, params Tensor[] tensors) => Ops.Einsum.Call(equation, tensors);

    /// <summary>Complex numbers from real and imaginary parts.</summary>
    public static Tensor complex(Tensor real, Tensor imag) => Ops.Complex.Call(real, imag);

    /// <summary>Complex numbers from magnitudes and angles.</summary>
    public static Tensor polar(Tensor abs, Tensor angle) => Ops.Polar.Call(abs, angle);

    /// <summary>p-norm distances between all rows of two sets: ... x P x M and ... x R x M to ... x P x R.</summary>
    public static Tensor cdist(
        Tensor x1, Tensor x2, double p = 2, compute_mode compute_mode = compute_mode.use_mm_for_euclid_dist_if_necessary) =>
        Ops.CDist.Call(x1, x2, p, (long)compute_mode);

    /// <summary>Where values would be inserted to keep the last dimension sorted.</summary>
    /// <param name="sorted_sequence">Ascending along the last dimension.</param>
    /// <param name="values">What would be inserted.</param>
    /// <param name="out_int32">Whether indices have 32 bits.</param>
    /// <param name="right">Whether after equal elements.</param>
    /// <param name="sorter">The order, where the sequence is not sorted itself.</param>
    public static Tensor searchsorted(
        Tensor sorted_sequence, Tensor values, bool out_int32 = false, bool right = false, Tensor? sorter = null) =>
        Ops.SearchSorted.Call(sorted_sequence, values, out_int32, right, right ? "right" : "left", sorter);
}

/// <summary>Whether Euclidean distances are computed by a matrix product.</summary>
public enum compute_mode
{
    /// <summary>Where there are more than 25 rows.</summary>
    use_mm_for_euclid_dist_if_necessary = 0,

    /// <summary>Always.</summary>
    use_mm_for_euclid_dist = 1,

    /// <summary>Never: slower and more exact.</summary>
    donot_use_mm_for_euclid_dist = 2,
}

file static class Ops
{
    internal static readonly Operator HStack = Operator.Get("aten::hstack");
    internal static readonly Operator VStack = Operator.Get("aten::vstack");
    internal static readonly Operator DStack = Operator.Get("aten::dstack");
    internal static readonly Operator ColumnStack = Operator.Get("aten::column_stack");
    internal static readonly Operator BlockDiag = Operator.Get("aten::block_diag");
    internal static readonly Operator MeshGrid = Operator.Get("aten::meshgrid", "indexing");
    internal static readonly Operator BroadcastTensors = Operator.Get("aten::broadcast_tensors");
    internal static readonly Operator Einsum = Operator.Get("aten::einsum");
    internal static readonly Operator Complex = Operator.Get("aten::complex");
    internal static readonly Operator Polar = Operator.Get("aten::polar");
    internal static readonly Operator CDist = Operator.Get("aten::cdist");
    internal static readonly Operator SearchSorted = Operator.Get("aten::searchsorted", "Tensor");
}
