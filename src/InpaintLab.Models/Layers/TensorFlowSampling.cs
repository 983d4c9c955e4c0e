using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>Where a network's layers look, when strides and sizes leave a choice.</summary>
public enum PaddingKind
{
    /// <summary>As PyTorch: the same number of zeros on both sides; the first of every two values when a map is made smaller.</summary>
    Symmetric,

    /// <summary>
    /// As TensorFlow: "SAME", with the odd zero after; the first and the last value kept when a map is made smaller. What weights converted
    /// from the official TensorFlow ones were trained with.
    /// </summary>
    Tensorflow,
}

/// <summary>TensorFlow's rules, for weights that were trained with them.</summary>
internal static class TensorFlowSampling
{
    /// <summary>
    /// Zeros around N x C x H x W such that a strided layer gives ceil(H / stride) x ceil(W / stride); the odd one comes after.
    /// </summary>
    /// <param name="input">N x C x H x W.</param>
    /// <param name="kernel">Side of the kernel in pixels, dilation included.</param>
    /// <param name="stride">Step in pixels.</param>
    public static Tensor PadSame(Tensor input, long kernel, long stride)
    {
        var (top, bottom) = Zeros(input.shape[2], kernel, stride);
        var (left, right) = Zeros(input.shape[3], kernel, stride);
        return nn.functional.pad(input, [left, right, top, bottom]);
    }

    /// <summary>
    /// N x C x H x W made smaller by nearest neighbours, corners on corners: of n values the nearest to i (n - 1) / (m - 1).
    /// </summary>
    public static Tensor Nearest(Tensor input, long height, long width)
    {
        using var scope = NewDisposeScope();
        var rows = input.index_select(2, tensor(Positions(input.shape[2], height), device: input.device));
        return scope.MoveToOuter(rows.index_select(3, tensor(Positions(input.shape[3], width), device: input.device)));
    }

    private static (long Before, long After) Zeros(long size, long kernel, long stride)
    {
        var total = Math.Max((((size + stride - 1) / stride) - 1) * stride + kernel - size, 0);
        return (total / 2, total - (total / 2));
    }

    // Rounded half up, in whole numbers.
    private static long[] Positions(long from, long to)
    {
        var steps = Math.Max(to - 1, 1);
        return [.. Enumerable.Range(0, (int)to).Select(i => ((2 * i * (from - 1)) + steps) / (2 * steps))];
    }
}
