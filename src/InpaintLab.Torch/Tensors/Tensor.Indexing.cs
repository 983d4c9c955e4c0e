using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Choosing and setting elements by integer tensors.</content>
    public partial class Tensor
    {
        /// <summary>The slices along dim at these indices (one dimension).</summary>
        public Tensor index_select(long dim, Tensor index) => Ops.IndexSelect.Call(this, dim, index);

        /// <summary>A copy with alpha times the source's slices added at these indices.</summary>
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) => Ops.IndexAdd.Call(this, dim, index, source, alpha);

        /// <summary>Adds alpha times the source's slices at these indices.</summary>
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            InPlace(Ops.IndexAddInPlace, dim, index, source, alpha);

        /// <summary>A copy with the source's slices at these indices.</summary>
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Ops.IndexCopy.Call(this, dim, index, source);

        /// <summary>Sets the source's slices at these indices.</summary>
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace(Ops.IndexCopyInPlace, dim, index, source);

        /// <summary>A copy with a value in the slices at these indices.</summary>
        public Tensor index_fill(long dim, Tensor index, Scalar value) => Ops.IndexFillIntScalar.Call(this, dim, index, value);

        /// <summary>Sets a value in the slices at these indices.</summary>
        public Tensor index_fill_(long dim, Tensor index, Scalar value) => InPlace(Ops.IndexFillIntScalarInPlace, dim, index, value);

        /// <summary>Elements picked along dim by an index of the result's shape.</summary>
        public Tensor gather(long dim, Tensor index) => Ops.Gather.Call(this, dim, index);

        /// <summary>A copy with the source's elements put along dim where the index says.</summary>
        public Tensor scatter(long dim, Tensor index, Tensor src) => Ops.ScatterSrc.Call(this, dim, index, src);

        /// <summary>Puts the source's elements along dim where the index says.</summary>
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace(Ops.ScatterSrcInPlace, dim, index, src);

        /// <summary>A copy with the source's elements added along dim where the index says.</summary>
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Ops.ScatterAdd.Call(this, dim, index, src);

        /// <summary>Adds the source's elements along dim where the index says.</summary>
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace(Ops.ScatterAddInPlace, dim, index, src);

        /// <summary>Elements of the flattened tensor.</summary>
        public Tensor take(Tensor index) => Ops.Take.Call(this, index);

        /// <summary>Elements of the flattened tensor, as argsort gives them.</summary>
        public Tensor take_along_dim(Tensor indices) => Ops.TakeAlongDim.Call(this, indices);

        /// <summary>Elements along dim, as argsort gives them.</summary>
        public Tensor take_along_dim(Tensor indices, long dim) => Ops.TakeAlongDim.Call(this, indices, dim);

        /// <summary>A copy with the source at an index of dim.</summary>
        public Tensor select_scatter(Tensor src, long dim, long index) => Ops.SelectScatter.Call(this, src, dim, index);

        /// <summary>A copy with the source in a range of dim.</summary>
        public Tensor slice_scatter(Tensor src, long dim = 0, long? start = null, long? end = null, long step = 1) =>
            Ops.SliceScatter.Call(this, src, dim, start, end, step);

        /// <summary>A copy with the source on a diagonal.</summary>
        public Tensor diagonal_scatter(Tensor src, long offset = 0, long dim1 = 0, long dim2 = 1) =>
            Ops.DiagonalScatter.Call(this, src, offset, dim1, dim2);
    }
}

file static class Ops
{
    internal static readonly Operator DiagonalScatter = Operator.Get("aten::diagonal_scatter");
    internal static readonly Operator Gather = Operator.Get("aten::gather");
    internal static readonly Operator IndexAdd = Operator.Get("aten::index_add");
    internal static readonly Operator IndexAddInPlace = Operator.Get("aten::index_add_");
    internal static readonly Operator IndexCopy = Operator.Get("aten::index_copy");
    internal static readonly Operator IndexCopyInPlace = Operator.Get("aten::index_copy_");
    internal static readonly Operator IndexFillIntScalar = Operator.Get("aten::index_fill", "int_Scalar");
    internal static readonly Operator IndexFillIntScalarInPlace = Operator.Get("aten::index_fill_", "int_Scalar");
    internal static readonly Operator IndexSelect = Operator.Get("aten::index_select");
    internal static readonly Operator ScatterAdd = Operator.Get("aten::scatter_add");
    internal static readonly Operator ScatterAddInPlace = Operator.Get("aten::scatter_add_");
    internal static readonly Operator ScatterSrc = Operator.Get("aten::scatter", "src");
    internal static readonly Operator ScatterSrcInPlace = Operator.Get("aten::scatter_", "src");
    internal static readonly Operator SelectScatter = Operator.Get("aten::select_scatter");
    internal static readonly Operator SliceScatter = Operator.Get("aten::slice_scatter");
    internal static readonly Operator Take = Operator.Get("aten::take");
    internal static readonly Operator TakeAlongDim = Operator.Get("aten::take_along_dim");
}
