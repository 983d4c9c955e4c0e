using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Mean over windows.</summary>
            /// <param name="input">N x C x H x W.</param>
            /// <param name="kernel_size">Height, width of the window.</param>
            /// <param name="stride">Height, width; the window's size by default.</param>
            /// <param name="padding">Zeros at both sides of height, width; none by default.</param>
            /// <param name="ceil_mode">Whether windows that start inside but end outside count.</param>
            /// <param name="count_include_pad">Whether padding counts as elements.</param>
            /// <param name="divisor_override">The divisor, instead of the number of elements.</param>
            public static Tensor avg_pool2d(
                Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                Ops.Avg.Call(input, kernel_size, stride ?? kernel_size, padding ?? Zeros2, ceil_mode, count_include_pad, divisor_override);

            /// <summary>Mean over square windows; arguments as in the overload with one number per dimension.</summary>
            public static Tensor avg_pool2d(
                Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(
                    input, Square(kernel_size), Square(stride), Square(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Maximum over windows.</summary>
            /// <param name="input">N x C x H x W.</param>
            /// <param name="kernel_size">Height, width of the window.</param>
            /// <param name="strides">Height, width; the window's size by default.</param>
            /// <param name="padding">Minus infinity at both sides of height, width; none by default.</param>
            /// <param name="dilation">Distance of a window's elements; 1 by default.</param>
            /// <param name="ceil_mode">Whether windows that start inside but end outside count.</param>
            public static Tensor max_pool2d(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Ops.Max.Call(input, kernel_size, strides ?? kernel_size, padding ?? Zeros2, dilation ?? Ones2, ceil_mode);

            /// <summary>Maximum over square windows; arguments as in the overload with one number per dimension.</summary>
            public static Tensor max_pool2d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Square(kernel_size), Square(stride), Square(padding), Square(dilation), ceil_mode);

            /// <summary>Maximum over windows, and its index in the H x W plane.</summary>
            public static (Tensor output, Tensor indices) max_pool2d_with_indices(
                Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null,
                bool ceil_mode = false) =>
                Ops.MaxWithIndices.Call2(input, kernel_size, strides ?? kernel_size, padding ?? Zeros2, dilation ?? Ones2, ceil_mode);

            /// <summary>Means over as many windows as the result has pixels, as equal as the size allows.</summary>
            /// <param name="input">N x C x H x W.</param>
            /// <param name="output_size">Height, width of the result.</param>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Ops.AdaptiveAvg.Call(input, output_size);

            /// <summary>Means over windows, to a square result.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long output_size) => adaptive_avg_pool2d(input, Square(output_size));

            /// <summary>Means over windows, to a result of this height and width.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, (long, long) output_size) =>
                adaptive_avg_pool2d(input, Pair(output_size));

            internal static long[] Square(long side) => [side, side];

            internal static long[]? Square(long? side) => side is { } given ? [given, given] : null;

            internal static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];

            internal static long[]? Pair((long, long)? pair) => pair is { } given ? [given.Item1, given.Item2] : null;
        }
    }
}

file static class Ops
{
    internal static readonly Operator Avg = Operator.Get("aten::avg_pool2d");
    internal static readonly Operator Max = Operator.Get("aten::max_pool2d");
    internal static readonly Operator MaxWithIndices = Operator.Get("aten::max_pool2d_with_indices");
    internal static readonly Operator AdaptiveAvg = Operator.Get("aten::adaptive_avg_pool2d");
}
