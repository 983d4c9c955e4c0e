using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// Convolutions by Winograd's minimal filtering F(4 x 4, 3 x 3) (Lavin and Gray 2016, arXiv:1509.09308): about half of the time, with
/// errors of rounding that are about four times as large, some 1e-6 of the values. It computes those that it makes faster (float32 on a
/// CPU, channels last, at least 16 channels and filters, 3 x 3 with stride 1 and any dilation, 4 x 4 and 5 x 5 with stride 2, images that
/// are not small); all others are libtorch's. A value that is not finite reaches all outputs of its tile. A GPU's libraries choose such
/// algorithms by themselves. TorchSharp has no counterpart.
/// </summary>
public static class MinimalFiltering
{
    private static readonly Operator Convolution = Operator.Get("inpaintlab::conv2d");

    [ThreadStatic]
    private static bool s_isOn;

    /// <summary>Whether this thread's <c>conv2d</c> computes so; without a <see cref="Region"/> it does not.</summary>
    public static bool IsOn => s_isOn;

    /// <summary>A region of this thread in which it is on, or off within one where it is on, until the result is disposed.</summary>
    /// <param name="isOn">Which. A backward keeps to what its forward did.</param>
    public static IDisposable Region(bool isOn)
    {
        var before = s_isOn;
        s_isOn = isOn;
        return new Reset(before);
    }

    internal static Tensor Conv2d(Tensor input, Tensor weight, Tensor? bias, long[] strides, long[] padding, long[] dilation) =>
        Convolution.Call(input, weight, bias, strides, padding, dilation);

    private sealed class Reset(bool before) : IDisposable
    {
        public void Dispose() => s_isOn = before;
    }
}
