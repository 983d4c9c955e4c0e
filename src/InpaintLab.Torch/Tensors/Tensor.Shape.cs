using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Views and copies. Dimensions may be negative: they count from the end.</content>
    public partial class Tensor
    {
        private static readonly Operator ChunkOp = Operator.Get("aten::chunk");
        private static readonly Operator CloneOp = Operator.Get("aten::clone");
        private static readonly Operator ContiguousOp = Operator.Get("aten::contiguous");
        private static readonly Operator CopyInPlaceOp = Operator.Get("aten::copy_");
        private static readonly Operator ExpandOp = Operator.Get("aten::expand");
        private static readonly Operator FlattenOp = Operator.Get("aten::flatten", "using_ints");
        private static readonly Operator FlipOp = Operator.Get("aten::flip");
        private static readonly Operator NarrowOp = Operator.Get("aten::narrow");
        private static readonly Operator PermuteOp = Operator.Get("aten::permute");
        private static readonly Operator PinMemoryOp = Operator.Get("aten::pin_memory");
        private static readonly Operator RepeatOp = Operator.Get("aten::repeat");
        private static readonly Operator ReshapeOp = Operator.Get("aten::reshape");
        private static readonly Operator SelectOp = Operator.Get("aten::select", "int");
        private static readonly Operator SplitSizesOp = Operator.Get("aten::split_with_sizes");
        private static readonly Operator SqueezeDimOp = Operator.Get("aten::squeeze", "dim");
        private static readonly Operator SqueezeOp = Operator.Get("aten::squeeze");
        private static readonly Operator ToDeviceOp = Operator.Get("aten::to", "device");
        private static readonly Operator ToDtypeOp = Operator.Get("aten::to", "dtype");
        private static readonly Operator TransposeOp = Operator.Get("aten::transpose", "int");
        private static readonly Operator UnfoldOp = Operator.Get("aten::unfold");
        private static readonly Operator UnsqueezeOp = Operator.Get("aten::unsqueeze");
        private static readonly Operator ViewOp = Operator.Get("aten::view");

        /// <summary>A view of the same elements in another shape; -1 stands for what is left.</summary>
        public Tensor view(params long[] shape) => ViewOp.Call(this, shape);

        /// <summary>The same elements in another shape, a view where possible.</summary>
        public Tensor reshape(params long[] shape) => ReshapeOp.Call(this, shape);

        /// <summary>Dimensions start_dim to end_dim merged into one.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => FlattenOp.Call(this, start_dim, end_dim);

        /// <summary>A view with the dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => PermuteOp.Call(this, permutation);

        /// <summary>A view with two dimensions swapped.</summary>
        public Tensor transpose(long dim0, long dim1) => TransposeOp.Call(this, dim0, dim1);

        /// <summary>A view with a dimension of size 1 put in.</summary>
        public Tensor unsqueeze(long dim) => UnsqueezeOp.Call(this, dim);

        /// <summary>A view without the dimension dim if its size is 1; null: without any such.</summary>
        public Tensor squeeze(long? dim = null) => dim is { } d ? SqueezeDimOp.Call(this, d) : SqueezeOp.Call(this);

        /// <summary>A view with dimensions of size 1 repeated without copying; -1 leaves one as it is.</summary>
        public Tensor expand(params long[] sizes) => ExpandOp.Call(this, sizes);

        /// <summary>A view expanded to the other's shape.</summary>
        public Tensor expand_as(Tensor other) => ExpandOp.Call(this, other.shape);

        /// <summary>The elements repeated along each dimension.</summary>
        public Tensor repeat(params long[] sizes) => RepeatOp.Call(this, sizes);

        /// <summary>A view of length elements from start along dim.</summary>
        public Tensor narrow(long dim, long start, long length) => NarrowOp.Call(this, dim, start, length);

        /// <summary>A view of one slice along dim, which is dropped.</summary>
        public Tensor select(long dim, long index) => SelectOp.Call(this, dim, index);

        /// <summary>Views of (nearly) equal parts along dim.</summary>
        public Tensor[] chunk(long chunks, long dim = 0) => ChunkOp.CallList(this, chunks, dim);

        /// <summary>Views of parts of the given sizes along dim.</summary>
        public Tensor[] split(long[] sizes, long dim = 0) => SplitSizesOp.CallList(this, sizes, dim);

        /// <summary>A view of all windows of the given size along a dimension; they become the last dimension.</summary>
        public Tensor unfold(long dimension, long size, long step) => UnfoldOp.Call(this, dimension, size, step);

        /// <summary>The elements in reverse order along the dimensions.</summary>
        public Tensor flip(params long[] dims) => FlipOp.Call(this, dims);

        /// <summary>A copy with its own memory.</summary>
        public Tensor clone() => CloneOp.Call(this);

        /// <summary>Itself if its elements lie in order, else a copy that does.</summary>
        public Tensor contiguous() => ContiguousOp.Call(this);

        /// <summary>Copies the source's elements into this one.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(CopyInPlaceOp, source, nonBlocking);

        /// <summary>A copy in page-locked memory, from which copies to a GPU run asynchronously.</summary>
        public Tensor pin_memory() => PinMemoryOp.Call(this);

        /// <summary>It, or a copy of another dtype.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(ToDtypeOp.Call(this, type, non_blocking, copy), disposeAfter);

        /// <summary>It, or a copy on another device.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        /// <summary>It, or a copy of another dtype on another device.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Converted(ToDeviceOp.Call(this, device, type, non_blocking, copy), disposeAfter);

        /// <summary>It, or a copy of another dtype.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(type, copy, disposeAfter, non_blocking);

        /// <summary>It, or a copy of the other's dtype.</summary>
        public Tensor type_as(Tensor tensor) => to(tensor.dtype);

        /// <summary>It, or a copy on the CPU.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>It, or a copy on a CUDA device.</summary>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => to(device ?? CUDA, non_blocking: non_blocking);

        /// <summary>It, or a copy in single precision.</summary>
        public Tensor @float() => to(ScalarType.Float32);

        /// <summary>It, or a copy in double precision.</summary>
        public Tensor @double() => to(ScalarType.Float64);

        /// <summary>It, or a copy in 64-bit integers.</summary>
        public Tensor @long() => to(ScalarType.Int64);

        /// <summary>It, or a copy in booleans.</summary>
        public Tensor @bool() => to(ScalarType.Bool);

        private Tensor Converted(Tensor result, bool disposeAfter)
        {
            if (disposeAfter && !ReferenceEquals(result, this))
                Dispose();
            return result;
        }

        // In-place operators return this very object, as in TorchSharp, not a second handle.
        private Tensor InPlace(Operator op)
        {
            op.CallVoid(this);
            return this;
        }

        private Tensor InPlace(Operator op, Arg a)
        {
            op.CallVoid(this, a);
            return this;
        }

        private Tensor InPlace(Operator op, Arg a, Arg b)
        {
            op.CallVoid(this, a, b);
            return this;
        }

        private Tensor InPlace(Operator op, Arg a, Arg b, Arg c)
        {
            op.CallVoid(this, a, b, c);
            return this;
        }

        private Tensor InPlace(Operator op, Arg a, Arg b, Arg c, Arg d)
        {
            op.CallVoid(this, a, b, c, d);
            return this;
        }
    }
}
