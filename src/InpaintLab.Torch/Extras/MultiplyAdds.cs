using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// Counts the multiply-adds of all convolutions, linear layers, matrix products and attentions that this thread calls while it exists; what
/// is linear in the number of elements (norms, activations, sums) is left out, as the field does. It watches the operators themselves, so
/// nothing that a network computes can be forgotten but the backward pass, which calls none from here. One at a time.
/// </summary>
public sealed class MultiplyAdds : IDisposable
{
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Counts from now until it is disposed.</summary>
    /// <exception cref="InvalidOperationException">Another one counts.</exception>
    public MultiplyAdds()
    {
        if (Interlocked.CompareExchange(ref Operator.Observer, Observe, null) is not null)
            throw new InvalidOperationException("multiply-adds are counted already; dispose that counter first");
    }

    /// <summary>Multiply-adds so far.</summary>
    public long Total { get; private set; }

    /// <summary>Stops counting.</summary>
    public void Dispose() => Operator.Observer = null;

    private void Observe(string name, ReadOnlySpan<Arg> args, Tensor result)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            Total += Count(name, args, result);
    }

    private static long Count(string name, ReadOnlySpan<Arg> args, Tensor result)
    {
        switch (name)
        {
            case "aten::conv1d" or "aten::conv2d" or "inpaintlab::conv2d":
                return result.numel() * PerOutput(Shape(args[1]));
            case "aten::conv_transpose1d" or "aten::conv_transpose2d":
                return Product(Shape(args[0])) * PerOutput(Shape(args[1]));
            case "aten::linear" or "aten::matmul" or "aten::mm" or "aten::bmm" or "aten::mv" or "aten::dot":
                return result.numel() * Shape(args[0])[^1];
            case "aten::addmm" or "aten::baddbmm":
                return result.numel() * Shape(args[1])[^1];
            case "aten::scaled_dot_product_attention" or "inpaintlab::attention":
                var keys = Shape(args[1])[^2];
                return (Product(Shape(args[0])) + result.numel()) * keys;
            case "aten::einsum":
                throw new NotSupportedException("the multiply-adds of einsum are not counted; write it as matrix products");
            default:
                return 0;
        }
    }

    // Weights that meet in one element: all but those of the first dimension.
    private static long PerOutput(long[] weight) => Product(weight) / weight[0];

    private static long[] Shape(in Arg arg) => ((Tensor)arg.Object!).shape;

    private static long Product(long[] shape) => shape.Aggregate(1L, (product, side) => product * side);
}
