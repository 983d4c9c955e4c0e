using InpaintLab.Torch.Interop;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// Strided convolutions of images narrower than the stride, which are computed in single precision where bfloat16 was asked for on the CPU:
/// oneDNN's gradient of the weights reads memory there that it never wrote, channels last (seen with libtorch 1.13 and 2.6).
/// </summary>
internal static class NarrowConvolution
{
    /// <summary>Whether this is one, in bfloat16 by its input or by <see cref="Autocast"/>.</summary>
    internal static bool Is(Tensor input, long[] strides) =>
        strides[^1] > 1 && input.shape[^1] < strides[^1] && input.device_type == DeviceType.CPU
        && (Autocast.Current(DeviceType.CPU) ?? input.dtype) == ScalarType.BFloat16;

    /// <summary>The convolution in single precision; the result is in bfloat16, as of any other.</summary>
    internal static Tensor Compute(
        Operator convolution, Tensor input, Tensor weight, Tensor? bias, long[] strides, long[] padding, long[] dilation, long groups)
    {
        using var scope = NewDisposeScope();
        using var single = new Autocast(DeviceType.CPU, enabled: false);
        var result = convolution.Call(
            input.to(ScalarType.Float32), weight.to(ScalarType.Float32), bias?.to(ScalarType.Float32), strides, padding, dilation, groups);
        return scope.MoveToOuter(result.to(ScalarType.BFloat16));
    }
}
