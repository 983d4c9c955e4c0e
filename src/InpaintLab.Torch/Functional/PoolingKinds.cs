using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Mean over windows; arguments as in the overload with arrays.</summary>
            public static Tensor avg_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Maximum over windows; arguments as in the overload with arrays.</summary>
            public static Tensor max_pool2d(
                Tensor input, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, bool ceil_mode = false) =>
                max_pool2d(input, Pair(kernel_size), Pair(stride), Pair(padding), Pair(dilation), ceil_mode);

            /// <summary>Maxima over as many windows as the result has pixels.</summary>
            public static Tensor adaptive_max_pool2d(Tensor input, long[] output_size)
            {
                var (output, indices) = adaptive_max_pool2d_with_indices(input, output_size);
                indices.Dispose();
                return output;
            }

            /// <summary>Maxima over as many windows as the result has pixels, and their indices in the H x W plane.</summary>
            public static (Tensor output, Tensor indices) adaptive_max_pool2d_with_indices(Tensor input, long[] output_size) =>
                Ops.AdaptiveMaxPool2d.Call2(input, output_size);

            /// <summary>Puts maxima back to where they came from; zeros elsewhere.</summary>
            /// <param name="input">N x C x H x W, from pooling.</param>
            /// <param name="indices">From <see cref="max_pool2d_with_indices"/>.</param>
            /// <param name="kernel_size">The pooling's window.</param>
            /// <param name="stride">Its steps; the window's size by default.</param>
            /// <param name="padding">Its padding; none by default.</param>
            /// <param name="output_size">Height, width of the result; the smallest that pools to the input by default.</param>
            public static Tensor max_unpool2d(
                Tensor input, Tensor indices, long[] kernel_size, long[]? stride = null, long[]? padding = null, long[]? output_size = null)
            {
                var (steps, edge, size) = (stride ?? kernel_size, padding ?? Zeros2, output_size);
                size ??= [.. Enumerable.Range(0, 2).Select(i => ((input.shape[^(2 - i)] - 1) * steps[i]) - (2 * edge[i]) + kernel_size[i])];
                return Ops.MaxUnpool2d.Call(input, indices, size[^2..]);
            }

            /// <summary>The p-norm over windows.</summary>
            public static Tensor lp_pool2d(
                Tensor input, double norm_type, long[] kernel_size, long[]? stride = null, bool ceil_mode = false)
            {
                using var scope = NewDisposeScope();
                var mean = avg_pool2d(input.abs().pow(norm_type), kernel_size, stride, ceil_mode: ceil_mode);
                return (mean * (kernel_size[0] * kernel_size[1])).pow(1 / norm_type).MoveToOuterDisposeScope();
            }

            /// <summary>The p-norm over square windows.</summary>
            public static Tensor lp_pool2d(Tensor input, double norm_type, long kernel_size, long? stride = null, bool ceil_mode = false) =>
                lp_pool2d(input, norm_type, Square(kernel_size), Square(stride), ceil_mode);

            /// <summary>Divides by a power of the mean square over neighbouring channels (AlexNet).</summary>
            /// <param name="input">N x C x ...</param>
            /// <param name="size">Channels in a neighbourhood.</param>
            /// <param name="alpha">Factor of the mean square.</param>
            /// <param name="beta">The power.</param>
            /// <param name="k">Added before.</param>
            public static Tensor local_response_norm(Tensor input, long size, double alpha = 0.0001, double beta = 0.75, double k = 1.0)
            {
                using var scope = NewDisposeScope();
                var squares = input.square().flatten(2).unsqueeze(1);
                var padded = pad(squares, (0, 0, size / 2, (size - 1) / 2));
                var mean = avg_pool2d(padded, [size, 1], [1, 1]).view(input.shape);
                return (input / ((mean * alpha) + k).pow(beta)).MoveToOuterDisposeScope();
            }

            /// <summary>1 at the class, 0 elsewhere: ... to ... x classes (64-bit integers).</summary>
            /// <param name="x">Classes from 0 (64-bit integers).</param>
            /// <param name="num_classes">How many there are; -1: one more than the largest.</param>
            public static Tensor one_hot(Tensor x, long num_classes = -1) => Ops.OneHot.Call(x, num_classes);
        }
    }
}

file static class Ops
{
    internal static readonly Operator AdaptiveMaxPool2d = Operator.Get("aten::adaptive_max_pool2d");
    internal static readonly Operator MaxUnpool2d = Operator.Get("aten::max_unpool2d");
    internal static readonly Operator OneHot = Operator.Get("aten::one_hot");
}
