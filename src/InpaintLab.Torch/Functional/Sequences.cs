using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Cross-correlation of sequences with kernels.</summary>
            /// <param name="input">N x C x L.</param>
            /// <param name="weight">Filters x C/groups x kernel.</param>
            /// <param name="bias">One number per filter.</param>
            /// <param name="stride">1 by default.</param>
            /// <param name="padding">Zeros at both ends; none by default.</param>
            /// <param name="dilation">Distance of a kernel's elements; 1 by default.</param>
            /// <param name="groups">Blocks of channels that do not see each other.</param>
            public static Tensor conv1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? dilation = null,
                long groups = 1) =>
                Ops.Conv1d.Call(input, weight, bias, stride ?? 1, padding ?? 0, dilation ?? 1, groups);

            /// <summary>The same with the padding by name: none, or as much as keeps the length (stride 1 only).</summary>
            public static Tensor conv1d_padding(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null,
                Padding padding = Padding.Valid, long? dilation = null,
                long groups = 1) =>
                Ops.Conv1dPadding.Call(input, weight, bias, stride ?? 1, padding == Padding.Same ? "same" : "valid", dilation ?? 1, groups);

            /// <summary>Transposed cross-correlation of sequences; arguments as for <see cref="conv1d"/>.</summary>
            public static Tensor conv_transpose1d(
                Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null, long? output_padding = null,
                long? dilation = null, long groups = 1) =>
                Ops.ConvTranspose1d.Call(input, weight, bias, stride ?? 1, padding ?? 0, output_padding ?? 0, groups, dilation ?? 1);

            /// <summary>Mean over windows of N x C x L; arguments as for images.</summary>
            public static Tensor avg_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false,
                bool count_include_pad = true) =>
                Ops.AvgPool1d.Call(input, kernel_size, stride ?? kernel_size, padding ?? 0, ceil_mode, count_include_pad);

            /// <summary>Maximum over windows of N x C x L; arguments as for images.</summary>
            public static Tensor max_pool1d(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Ops.MaxPool1d.Call(input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            /// <summary>Maximum over windows of N x C x L, and its place.</summary>
            public static (Tensor output, Tensor indices) max_pool1d_with_indices(
                Tensor input, long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                Ops.MaxPool1dWithIndices.Call2(input, kernel_size, stride ?? kernel_size, padding ?? 0, dilation ?? 1, ceil_mode);

            /// <summary>Means over as many windows as output_size, as equal as the length allows.</summary>
            public static Tensor adaptive_avg_pool1d(Tensor input, long output_size) => Ops.AdaptiveAvgPool1d.Call(input, output_size);

            /// <summary>Maxima over as many windows as output_size.</summary>
            public static Tensor adaptive_max_pool1d(Tensor input, long output_size)
            {
                var (output, indices) = adaptive_max_pool1d_with_indices(input, output_size);
                indices.Dispose();
                return output;
            }

            /// <summary>Maxima over as many windows as output_size, and their places.</summary>
            public static (Tensor output, Tensor indices) adaptive_max_pool1d_with_indices(Tensor input, long output_size) =>
                Ops.AdaptiveMaxPool1d.Call2(input, output_size);
        }
    }
}

file static class Ops
{
    internal static readonly Operator AdaptiveAvgPool1d = Operator.Get("aten::adaptive_avg_pool1d");
    internal static readonly Operator AdaptiveMaxPool1d = Operator.Get("aten::adaptive_max_pool1d");
    internal static readonly Operator AvgPool1d = Operator.Get("aten::avg_pool1d");
    internal static readonly Operator Conv1d = Operator.Get("aten::conv1d");
    internal static readonly Operator Conv1dPadding = Operator.Get("aten::conv1d", "padding");
    internal static readonly Operator ConvTranspose1d = Operator.Get("aten::conv_transpose1d");
    internal static readonly Operator MaxPool1d = Operator.Get("aten::max_pool1d");
    internal static readonly Operator MaxPool1dWithIndices = Operator.Get("aten::max_pool1d_with_indices");
}
