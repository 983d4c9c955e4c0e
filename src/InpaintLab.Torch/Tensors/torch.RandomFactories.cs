using InpaintLab.Torch.Interop;

namespace TorchSharp;

/// <content>New tensors of random integers and of numbers with given distributions; null draws from the device's default
/// generator.</content>
public static partial class torch
{
    /// <summary>Whole numbers in [low, high).</summary>
    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, Generator? generator = null) =>
        Leaf(Ops.RandInt.Call(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, device), requires_grad);

    /// <summary>Whole numbers in [0, high).</summary>
    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    /// <summary>0, ..., n - 1 in random order.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Leaf(Ops.RandPerm.Call(n, generator, dtype ?? ScalarType.Int64, Arg.None, device), requires_grad);

    /// <summary>Normal numbers, each with its own mean and deviation.</summary>
    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Ops.Normal.Call(mean, std, generator);

    /// <summary>base^start to base^end in equal ratios.</summary>
    public static Tensor logspace(
        double start, double end, long steps, double @base = 10,
        ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Ops.LogSpace.Call(start, end, steps, @base, dtype, Arg.None, device), requires_grad);

    /// <summary>The Hann window; periodic: without its last zero, as for spectra.</summary>
    public static Tensor hann_window(
        long len, bool periodic = true, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Leaf(Ops.HannWindow.Call(len, periodic, dtype, Arg.None, device), requires_grad);

    /// <summary>2 x n: rows and columns of a matrix's lower triangle.</summary>
    public static Tensor tril_indices(
        long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Ops.TrilIndices.Call(row, col, offset, dtype, Arg.None, device);

    /// <summary>2 x n: rows and columns of a matrix's upper triangle.</summary>
    public static Tensor triu_indices(
        long row, long col, long offset = 0, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Ops.TriuIndices.Call(row, col, offset, dtype, Arg.None, device);
}

file static class Ops
{
    internal static readonly Operator RandInt = Operator.Get("aten::randint", "low_generator");
    internal static readonly Operator RandPerm = Operator.Get("aten::randperm", "generator");
    internal static readonly Operator Normal = Operator.Get("aten::normal", "Tensor_Tensor");
    internal static readonly Operator LogSpace = Operator.Get("aten::logspace");
    internal static readonly Operator HannWindow = Operator.Get("aten::hann_window", "periodic");
    internal static readonly Operator TrilIndices = Operator.Get("aten::tril_indices");
    internal static readonly Operator TriuIndices = Operator.Get("aten::triu_indices");
}
