using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Filling and choosing by masks (bool tensors, broadcast to this).</content>
    public partial class Tensor
    {
        /// <summary>Sets all elements to a value.</summary>
        public Tensor fill_(Scalar value) => InPlace(Ops.FillScalarInPlace, value);

        /// <summary>Sets all elements to 0.</summary>
        public Tensor zero_() => InPlace(Ops.ZeroInPlace);

        /// <summary>A copy with a value where the mask is true.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => Ops.MaskedFillScalar.Call(this, mask, value);

        /// <summary>Sets a value where the mask is true.</summary>
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace(Ops.MaskedFillScalarInPlace, mask, value);

        /// <summary>A copy with the value's elements, in order, where the mask is true.</summary>
        public Tensor masked_scatter(Tensor mask, Tensor value) => Ops.MaskedScatter.Call(this, mask, value);

        /// <summary>Sets the value's elements, in order, where the mask is true.</summary>
        public Tensor masked_scatter_(Tensor mask, Tensor value) => InPlace(Ops.MaskedScatterInPlace, mask, value);

        /// <summary>The elements where the mask is true, in one dimension.</summary>
        public Tensor masked_select(Tensor mask) => Ops.MaskedSelect.Call(this, mask);

        /// <summary>This where the condition is true, else y.</summary>
        public Tensor where(Tensor condition, Tensor y) => torch.where(condition, this, y);

        /// <summary>The lower triangle of each matrix; 0 above the diagonal.</summary>
        public Tensor tril(long diagonal = 0) => Ops.Tril.Call(this, diagonal);

        /// <summary>The lower triangle in place.</summary>
        public Tensor tril_(long diagonal = 0) => InPlace(Ops.TrilInPlace, diagonal);

        /// <summary>The upper triangle of each matrix; 0 below the diagonal.</summary>
        public Tensor triu(long diagonal = 0) => Ops.Triu.Call(this, diagonal);

        /// <summary>The upper triangle in place.</summary>
        public Tensor triu_(long diagonal = 0) => InPlace(Ops.TriuInPlace, diagonal);

        /// <summary>The indices of elements that are not zero, one row each.</summary>
        public Tensor nonzero() => Ops.Nonzero.Call(this);

        /// <summary>The indices of elements that are not zero, one row each.</summary>
        public Tensor argwhere() => Ops.Argwhere.Call(this);

        /// <summary>The number of elements that are not zero, along dims or in all.</summary>
        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Ops.CountNonzero.Call(this) : Ops.CountNonzeroDimIntList.Call(this, dims);
    }
}

file static class Ops
{
    internal static readonly Operator Argwhere = Operator.Get("aten::argwhere");
    internal static readonly Operator CountNonzero = Operator.Get("aten::count_nonzero");
    internal static readonly Operator CountNonzeroDimIntList = Operator.Get("aten::count_nonzero", "dim_IntList");
    internal static readonly Operator FillScalarInPlace = Operator.Get("aten::fill_", "Scalar");
    internal static readonly Operator MaskedFillScalar = Operator.Get("aten::masked_fill", "Scalar");
    internal static readonly Operator MaskedFillScalarInPlace = Operator.Get("aten::masked_fill_", "Scalar");
    internal static readonly Operator MaskedScatter = Operator.Get("aten::masked_scatter");
    internal static readonly Operator MaskedScatterInPlace = Operator.Get("aten::masked_scatter_");
    internal static readonly Operator MaskedSelect = Operator.Get("aten::masked_select");
    internal static readonly Operator Nonzero = Operator.Get("aten::nonzero");
    internal static readonly Operator Tril = Operator.Get("aten::tril");
    internal static readonly Operator TrilInPlace = Operator.Get("aten::tril_");
    internal static readonly Operator Triu = Operator.Get("aten::triu");
    internal static readonly Operator TriuInPlace = Operator.Get("aten::triu_");
    internal static readonly Operator ZeroInPlace = Operator.Get("aten::zero_");
}
