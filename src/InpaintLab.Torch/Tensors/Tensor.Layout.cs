using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Views and copies in another arrangement.</content>
    public partial class Tensor
    {
        /// <summary>A view of a larger shape; dimensions of size 1 repeat.</summary>
        public Tensor broadcast_to(params long[] shape) => Ops.BroadcastTo.Call(this, shape);

        /// <summary>Copies beside each other along each dimension.</summary>
        public Tensor tile(params long[] reps) => Ops.Tile.Call(this, reps);

        /// <summary>Reversed along dimension 1.</summary>
        public Tensor fliplr() => Ops.Fliplr.Call(this);

        /// <summary>Reversed along dimension 0.</summary>
        public Tensor flipud() => Ops.Flipud.Call(this);

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor swapaxes(long dim0, long dim1) => Ops.Swapaxes.Call(this, dim0, dim1);

        /// <summary>Two dimensions exchanged.</summary>
        public Tensor swapdims(long dim0, long dim1) => Ops.Swapdims.Call(this, dim0, dim1);

        /// <summary>Dimensions moved to other places.</summary>
        public Tensor movedim(long[] source, long[] destination) => Ops.MovedimIntlist.Call(this, source, destination);

        /// <summary>The transpose of a matrix (a vector stays as it is).</summary>
        public Tensor t() => Ops.T.Call(this);

        /// <summary>All elements in one dimension.</summary>
        public Tensor ravel() => Ops.Ravel.Call(this);

        /// <summary>One dimension split into several.</summary>
        public Tensor unflatten(long dim, long[] sizes) => Ops.UnflattenInt.Call(this, dim, sizes);

        /// <summary>A view of the other's shape.</summary>
        public Tensor view_as(Tensor other) => Ops.ViewAs.Call(this, other);

        /// <summary>A view with these sizes and strides.</summary>
        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Ops.AsStrided.Call(this, size, strides, storageOffset);

        /// <summary>Every step-th slice from start to before finish.</summary>
        public Tensor slice(long dim, long start, long finish, long step) => Ops.SliceTensor.Call(this, dim, start, finish, step);

        /// <summary>The diagonal of each matrix as a view.</summary>
        public Tensor diagonal(long offset = 0, long dim1 = 0, long dim2 = 1) => Ops.Diagonal.Call(this, offset, dim1, dim2);

        /// <summary>The diagonal of a matrix, or the matrix of a vector.</summary>
        public Tensor diag(long diagonal = 0) => Ops.Diag.Call(this, diagonal);

        /// <summary>Matrices with the last dimension on their diagonal.</summary>
        public Tensor diag_embed(long offset = 0, long dim1 = -2, long dim2 = -1) => Ops.DiagEmbed.Call(this, offset, dim1, dim2);

        /// <summary>The matrix with all elements on its diagonal.</summary>
        public Tensor diagflat(long offset = 0) => Ops.Diagflat.Call(this, offset);

        /// <summary>Without the dimensions of size 1, or the given one, in place.</summary>
        public Tensor squeeze_(long? dim = null) => dim is { } d ? InPlace(Ops.SqueezeDimInPlace, d) : InPlace(Ops.SqueezeInPlace);

        /// <summary>With a new dimension of size 1, in place.</summary>
        public Tensor unsqueeze_(long dim) => InPlace(Ops.UnsqueezeInPlace, dim);

        /// <summary>Two dimensions exchanged, in place.</summary>
        public Tensor transpose_(long dim0, long dim1) => InPlace(Ops.TransposeInPlace, dim0, dim1);

        /// <summary>The slices along a dimension.</summary>
        public Tensor[] unbind(long dimension = 0) => Ops.UnbindInt.CallList(this, dimension);

        /// <summary>Pieces of these sizes along the first dimension.</summary>
        public Tensor[] split(long[] sizes) => split(sizes, 0);

        /// <summary>Pieces of this size (the last may be smaller).</summary>
        public Tensor[] split(long size, int dim = 0) => Ops.SplitTensor.CallList(this, size, dim);

        /// <summary>So many pieces, as equal as can be.</summary>
        public Tensor[] tensor_split(long size, long dim = 0) => Ops.TensorSplitSections.CallList(this, size, dim);

        /// <summary>Pieces between these indices.</summary>
        public Tensor[] tensor_split(long[] sizes, long dim = 0) => Ops.TensorSplitIndices.CallList(this, sizes, dim);

        /// <summary>The n-th difference of neighbours along dim.</summary>
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Ops.Diff.Call(this, n, dim, prepend, append);

        /// <summary>With at least one dimension.</summary>
        public Tensor atleast_1d() => Ops.Atleast1d.Call(this);

        /// <summary>With at least two dimensions.</summary>
        public Tensor atleast_2d() => Ops.Atleast2d.Call(this);

        /// <summary>With at least three dimensions.</summary>
        public Tensor atleast_3d() => Ops.Atleast3d.Call(this);

        /// <summary>Channels of groups interleaved (arXiv:1707.01083).</summary>
        public Tensor channel_shuffle(long groups) => Ops.ChannelShuffle.Call(this, groups);

        /// <summary>Shifted along a dimension (null: the flattened tensor); what leaves at one end enters at the other.</summary>
        public Tensor roll(long shifts, long? dims = null) =>
            Ops.Roll.Call(this, new[] { shifts }, dims is { } dim ? new[] { dim } : Array.Empty<long>());

        /// <summary>Shifted along dimensions; what leaves at one end enters at the other.</summary>
        public Tensor roll(long[] shifts, long[] dims) => Ops.Roll.Call(this, shifts, dims);

        /// <summary>Each element repeated so many times along dim (null: of the flattened tensor).</summary>
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Ops.RepeatInterleaveSelfInt.Call(this, repeats, dim, output_size);

        /// <summary>Each element repeated so many times as its entry says, along dim (null: of the flattened tensor).</summary>
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Ops.RepeatInterleaveSelfTensor.Call(this, repeats, dim, output_size);

        /// <summary>k quarter turns in the plane of two dimensions, from the first towards the second.</summary>
        public Tensor rot90(long k = 1, (long, long)? dims = null) =>
            Ops.Rot90.Call(this, k, dims is { } plane ? new[] { plane.Item1, plane.Item2 } : new long[] { 0, 1 });
    }
}

file static class Ops
{
    internal static readonly Operator AsStrided = Operator.Get("aten::as_strided");
    internal static readonly Operator Atleast1d = Operator.Get("aten::atleast_1d");
    internal static readonly Operator Atleast2d = Operator.Get("aten::atleast_2d");
    internal static readonly Operator Atleast3d = Operator.Get("aten::atleast_3d");
    internal static readonly Operator BroadcastTo = Operator.Get("aten::broadcast_to");
    internal static readonly Operator ChannelShuffle = Operator.Get("aten::channel_shuffle");
    internal static readonly Operator Diag = Operator.Get("aten::diag");
    internal static readonly Operator DiagEmbed = Operator.Get("aten::diag_embed");
    internal static readonly Operator Diagflat = Operator.Get("aten::diagflat");
    internal static readonly Operator Diagonal = Operator.Get("aten::diagonal");
    internal static readonly Operator Diff = Operator.Get("aten::diff");
    internal static readonly Operator Fliplr = Operator.Get("aten::fliplr");
    internal static readonly Operator Flipud = Operator.Get("aten::flipud");
    internal static readonly Operator MovedimIntlist = Operator.Get("aten::movedim", "intlist");
    internal static readonly Operator Ravel = Operator.Get("aten::ravel");
    internal static readonly Operator RepeatInterleaveSelfInt = Operator.Get("aten::repeat_interleave", "self_int");
    internal static readonly Operator RepeatInterleaveSelfTensor = Operator.Get("aten::repeat_interleave", "self_Tensor");
    internal static readonly Operator Roll = Operator.Get("aten::roll");
    internal static readonly Operator Rot90 = Operator.Get("aten::rot90");
    internal static readonly Operator SliceTensor = Operator.Get("aten::slice", "Tensor");
    internal static readonly Operator SplitTensor = Operator.Get("aten::split", "Tensor");
    internal static readonly Operator SqueezeDimInPlace = Operator.Get("aten::squeeze_", "dim");
    internal static readonly Operator SqueezeInPlace = Operator.Get("aten::squeeze_");
    internal static readonly Operator Swapaxes = Operator.Get("aten::swapaxes");
    internal static readonly Operator Swapdims = Operator.Get("aten::swapdims");
    internal static readonly Operator T = Operator.Get("aten::t");
    internal static readonly Operator TensorSplitIndices = Operator.Get("aten::tensor_split", "indices");
    internal static readonly Operator TensorSplitSections = Operator.Get("aten::tensor_split", "sections");
    internal static readonly Operator Tile = Operator.Get("aten::tile");
    internal static readonly Operator TransposeInPlace = Operator.Get("aten::transpose_");
    internal static readonly Operator UnbindInt = Operator.Get("aten::unbind", "int");
    internal static readonly Operator UnflattenInt = Operator.Get("aten::unflatten", "int");
    internal static readonly Operator UnsqueezeInPlace = Operator.Get("aten::unsqueeze_");
    internal static readonly Operator ViewAs = Operator.Get("aten::view_as");
}
