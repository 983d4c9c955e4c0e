using InpaintLab.Torch;
using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            private static readonly long[] Ones2 = [1, 1];
            private static readonly long[] Zeros2 = [0, 0];

            /// <summary>Cross-correlation of images with kernels.</summary>
            /// <param name="input">N x C x H x W.</param>
            /// <param name="weight">Filters x C/groups x kernel height x kernel width.</param>
            /// <param name="bias">One number per filter.</param>
            /// <param name="strides">Height, width; 1 by default.</param>
            /// <param name="padding">Zeros at both sides of height, width; none by default.</param>
            /// <param name="dilation">Height, width; 1 by default.</param>
            /// <param name="groups">Blocks of channels that do not see each other.</param>
            public static Tensor conv2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                long groups = 1)
            {
                strides ??= Ones2;
                padding ??= Zeros2;
                dilation ??= Ones2;
                if (NarrowConvolution.Is(input, strides))
                    return NarrowConvolution.Compute(Ops.Conv2d, input, weight, bias, strides, padding, dilation, groups);
                return MinimalFiltering.IsOn && groups == 1
                    ? MinimalFiltering.Conv2d(input, weight, bias, strides, padding, dilation)
                    : Ops.Conv2d.Call(input, weight, bias, strides, padding, dilation, groups);
            }

            /// <summary>The same with the padding by name: none, or as much as keeps the size (stride 1 only).</summary>
            public static Tensor conv2d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, Padding padding = Padding.Valid,
                long[]? dilation = null, long groups = 1)
            {
                var name = padding == Padding.Same ? "same" : "valid";
                return Ops.Conv2dPadding.Call(input, weight, bias, strides ?? Ones2, name, dilation ?? Ones2, groups);
            }

            /// <summary>Transposed cross-correlation: the gradient of <see cref="conv2d"/> with respect to its input.</summary>
            /// <param name="input">N x C x H x W.</param>
            /// <param name="weight">C x filters/groups x kernel height x kernel width.</param>
            /// <param name="bias">One number per filter.</param>
            /// <param name="strides">Height, width; 1 by default.</param>
            /// <param name="padding">Taken off both sides of the full result; none by default.</param>
            /// <param name="output_padding">Added at the lower and right side; none by default.</param>
            /// <param name="dilation">Height, width; 1 by default.</param>
            /// <param name="groups">Blocks of channels that do not see each other.</param>
            public static Tensor conv_transpose2d(
                Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null,
                long[]? output_padding = null, long[]? dilation = null, long groups = 1) =>
                Ops.ConvTranspose2d.Call(
                    input, weight, bias, strides ?? Ones2, padding ?? Zeros2, output_padding ?? Zeros2, groups, dilation ?? Ones2);

            /// <summary>input weights^T + bias.</summary>
            /// <param name="input">... x inputs.</param>
            /// <param name="weights">Outputs x inputs.</param>
            /// <param name="bias">One number per output.</param>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Ops.Linear.Call(input, weights, bias);
        }
    }
}

file static class Ops
{
    internal static readonly Operator Conv2d = Operator.Get("aten::conv2d");
    internal static readonly Operator Conv2dPadding = Operator.Get("aten::conv2d", "padding");
    internal static readonly Operator ConvTranspose2d = Operator.Get("aten::conv_transpose2d", "input");
    internal static readonly Operator Linear = Operator.Get("aten::linear");
}
