using TorchSharp.Modules;
using static TorchSharp.torch.nn;
using static TorchSharp.torch.nn.functional;

namespace TorchSharp.Modules
{
    /// <summary>Mean over windows of N x C x H x W images.</summary>
    public sealed class AvgPool2d : Module<torch.Tensor, torch.Tensor>
    {
        internal AvgPool2d(
            long[] kernel_size, long[]? stride, long[]? padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
            : base(nameof(AvgPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride ?? kernel_size;
            this.padding = padding ?? [0, 0];
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
            this.divisor_override = divisor_override;
        }

        /// <summary>Height, width of the window.</summary>
        public long[] kernel_size { get; }

        /// <summary>Steps in height, width.</summary>
        public long[] stride { get; }

        /// <summary>Zeros at both sides of height, width.</summary>
        public long[] padding { get; }

        /// <summary>Whether windows that start inside but end outside count.</summary>
        public bool ceil_mode { get; }

        /// <summary>Whether padding counts as elements.</summary>
        public bool count_include_pad { get; }

        /// <summary>The divisor, instead of the number of elements.</summary>
        public long? divisor_override { get; }

        /// <summary>N x C x H x W to N x C x H' x W'.</summary>
        public override torch.Tensor forward(torch.Tensor input) =>
            avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
    }

    /// <summary>Maximum over windows of N x C x H x W images.</summary>
    public sealed class MaxPool2d : Module<torch.Tensor, torch.Tensor>
    {
        internal MaxPool2d(long[] kernel_size, long[]? stride, long[]? padding, long[]? dilation, bool ceil_mode)
            : base(nameof(MaxPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride ?? kernel_size;
            this.padding = padding ?? [0, 0];
            this.dilation = dilation ?? [1, 1];
            this.ceil_mode = ceil_mode;
        }

        /// <summary>Height, width of the window.</summary>
        public long[] kernel_size { get; }

        /// <summary>Steps in height, width.</summary>
        public long[] stride { get; }

        /// <summary>Minus infinity at both sides of height, width.</summary>
        public long[] padding { get; }

        /// <summary>Distance of a window's elements.</summary>
        public long[] dilation { get; }

        /// <summary>Whether windows that start inside but end outside count.</summary>
        public bool ceil_mode { get; }

        /// <summary>N x C x H x W to N x C x H' x W'.</summary>
        public override torch.Tensor forward(torch.Tensor input) =>
            max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>The maxima and their indices in the H x W plane.</summary>
        public (torch.Tensor output, torch.Tensor indices) forward_with_indices(torch.Tensor input) =>
            max_pool2d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);
    }

    /// <summary>Means over as many windows as the result has pixels.</summary>
    public sealed class AdaptiveAvgPool2d : Module<torch.Tensor, torch.Tensor>
    {
        internal AdaptiveAvgPool2d(long[] output_size)
            : base(nameof(AdaptiveAvgPool2d))
        {
            this.output_size = output_size;
        }

        /// <summary>Height, width of the result.</summary>
        public long[] output_size { get; }

        /// <summary>N x C x H x W to N x C x output_size.</summary>
        public override torch.Tensor forward(torch.Tensor input) => adaptive_avg_pool2d(input, output_size);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Mean over square windows.</summary>
            /// <param name="kernel_size">Side of the window.</param>
            /// <param name="stride">Step; the window's side by default.</param>
            /// <param name="padding">Zeros at all four sides; none by default.</param>
            /// <param name="ceil_mode">Whether windows that start inside but end outside count.</param>
            /// <param name="count_include_pad">Whether padding counts as elements.</param>
            /// <param name="divisor_override">The divisor, instead of the number of elements.</param>
            public static AvgPool2d AvgPool2d(
                long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true,
                long? divisor_override = null) =>
                new(Square(kernel_size), Square(stride), Square(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Maximum over square windows.</summary>
            /// <param name="kernel_size">Side of the window.</param>
            /// <param name="stride">Step; the window's side by default.</param>
            /// <param name="padding">Minus infinity at all four sides; none by default.</param>
            /// <param name="dilation">Distance of a window's elements.</param>
            /// <param name="ceil_mode">Whether windows that start inside but end outside count.</param>
            public static MaxPool2d MaxPool2d(
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(Square(kernel_size), Square(stride), Square(padding), Square(dilation), ceil_mode);

            /// <summary>Mean over windows; arguments as for square ones.</summary>
            public static AvgPool2d AvgPool2d(
                (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new(Pair(kernel_size), Pair(stride), Pair(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>Maximum over windows; arguments as for square ones.</summary>
            public static MaxPool2d MaxPool2d(
                (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null,
                bool ceil_mode = false) =>
                new(Pair(kernel_size), Pair(stride), Pair(padding), Pair(dilation), ceil_mode);

            /// <summary>Means over windows, to a square result.</summary>
            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new(Square(output_size));

            /// <summary>Means over windows, to a result of this height and width.</summary>
            public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(Pair(output_size));
        }
    }
}
