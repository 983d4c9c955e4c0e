using InpaintLab.Torch.Interop;

namespace TorchSharp;

/// <summary>libtorch as TorchSharp spells it: <c>using static TorchSharp.torch;</c>.</summary>
public static unsafe partial class torch
{
    private static readonly Operator ArangeOp = Operator.Get("aten::arange", "start_step");
    private static readonly Operator CatOp = Operator.Get("aten::cat");
    private static readonly Operator EmptyLikeOp = Operator.Get("aten::empty_like");
    private static readonly Operator EmptyOp = Operator.Get("aten::empty", "memory_format");
    private static readonly Operator EyeOp = Operator.Get("aten::eye", "m");
    private static readonly Operator FullLikeOp = Operator.Get("aten::full_like");
    private static readonly Operator FullOp = Operator.Get("aten::full");
    private static readonly Operator LinspaceOp = Operator.Get("aten::linspace");
    private static readonly Operator OnesLikeOp = Operator.Get("aten::ones_like");
    private static readonly Operator OnesOp = Operator.Get("aten::ones");
    private static readonly Operator RandOp = Operator.Get("aten::rand", "generator");
    private static readonly Operator RandLikeOp = Operator.Get("aten::rand_like");
    private static readonly Operator RandnLikeOp = Operator.Get("aten::randn_like");
    private static readonly Operator RandnOp = Operator.Get("aten::randn", "generator");
    private static readonly Operator StackOp = Operator.Get("aten::stack");
    private static readonly Operator WhereOp = Operator.Get("aten::where", "self");
    private static readonly Operator ZerosLikeOp = Operator.Get("aten::zeros_like");
    private static readonly Operator ZerosOp = Operator.Get("aten::zeros");

    /// <summary>A tensor of zeros (float32 on the CPU unless told).</summary>
    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(ZerosOp.Call(size, dtype, Arg.None, device), requires_grad);

    /// <inheritdoc cref="zeros(long[], ScalarType?, Device?, bool)"/>
    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        zeros([size], dtype, device, requires_grad);

    /// <inheritdoc cref="zeros(long[], ScalarType?, Device?, bool)"/>
    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        zeros([rows, columns], dtype, device, requires_grad);

    /// <inheritdoc cref="zeros(long[], ScalarType?, Device?, bool)"/>
    public static Tensor zeros(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        zeros([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    /// <summary>A tensor of ones.</summary>
    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(OnesOp.Call(size, dtype, Arg.None, device), requires_grad);

    /// <inheritdoc cref="ones(long[], ScalarType?, Device?, bool)"/>
    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ones([size], dtype, device, requires_grad);

    /// <inheritdoc cref="ones(long[], ScalarType?, Device?, bool)"/>
    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ones([rows, columns], dtype, device, requires_grad);

    /// <inheritdoc cref="ones(long[], ScalarType?, Device?, bool)"/>
    public static Tensor ones(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ones([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    /// <summary>A tensor full of one value; the dtype follows the value unless told.</summary>
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(FullOp.Call(size, value, dtype, Arg.None, device), requires_grad);

    /// <summary>A tensor whose elements are not set.</summary>
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(EmptyOp.Call(size, dtype, Arg.None, device), requires_grad);

    /// <summary>Uniform numbers in [0, 1).</summary>
    public static Tensor rand(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Leaf(RandOp.Call(size, generator, dtype, Arg.None, device), requires_grad);

    /// <summary>Standard normal numbers.</summary>
    public static Tensor randn(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Leaf(RandnOp.Call(size, generator, dtype, Arg.None, device), requires_grad);

    /// <summary>Zeros of the input's shape, dtype and device.</summary>
    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(ZerosLikeOp.Call(input, dtype, Arg.None, device), requires_grad);

    /// <summary>Ones of the input's shape, dtype and device.</summary>
    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(OnesLikeOp.Call(input, dtype, Arg.None, device), requires_grad);

    /// <summary>A tensor of the input's shape, dtype and device whose elements are not set.</summary>
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(EmptyLikeOp.Call(input, dtype, Arg.None, device), requires_grad);

    /// <summary>One value in the input's shape, dtype and device.</summary>
    public static Tensor full_like(
        Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(FullLikeOp.Call(input, value, dtype, Arg.None, device), requires_grad);

    /// <summary>Uniform numbers in [0, 1) of the input's shape, dtype and device.</summary>
    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(RandLikeOp.Call(input, dtype, Arg.None, device), requires_grad);

    /// <summary>Standard normal numbers of the input's shape, dtype and device.</summary>
    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(RandnLikeOp.Call(input, dtype, Arg.None, device), requires_grad);

    /// <summary>0, 1, ... below stop.</summary>
    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>start, start + 1, ... below stop.</summary>
    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    /// <summary>start, start + step, ... before stop.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(ArangeOp.Call(start, stop, step, dtype, Arg.None, device), requires_grad);

    /// <summary>Evenly spaced numbers from start to end, both included.</summary>
    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(LinspaceOp.Call(start, end, steps, dtype, Arg.None, device), requires_grad);

    /// <summary>The identity matrix (columns -1: square).</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(EyeOp.Call(rows, columns < 0 ? rows : columns, dtype, Arg.None, device), requires_grad);

    /// <summary>The tensors one after another along dim.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0) => CatOp.Call(tensors, dim);

    /// <inheritdoc cref="cat(Tensor[], long)"/>
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => CatOp.Call(tensors.ToArray(), dim);

    /// <summary>The tensors side by side along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => StackOp.Call(tensors.ToArray(), dim);

    /// <summary>x where the condition holds, y elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => WhereOp.Call(condition, x, y);

    private static Tensor Leaf(Tensor tensor, bool requiresGrad) => requiresGrad ? tensor.requires_grad_() : tensor;
}
