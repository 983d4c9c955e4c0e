using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Mean over windows of N x C x L.</summary>
    public sealed class AvgPool1d : Module<torch.Tensor, torch.Tensor>
    {
        internal AvgPool1d(long kernel_size, long? stride, long? padding, bool ceil_mode, bool count_include_pad)
            : base(nameof(AvgPool1d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
        }

        /// <summary>The window.</summary>
        public long kernel_size { get; }

        /// <summary>The step; null: the window.</summary>
        public long? stride { get; }

        /// <summary>At both ends; null: none.</summary>
        public long? padding { get; }

        /// <summary>Whether windows that start inside but end outside count.</summary>
        public bool ceil_mode { get; }

        /// <summary>Whether padding counts as elements.</summary>
        public bool count_include_pad { get; }

        /// <summary>N x C x L to N x C x L'.</summary>
        public override torch.Tensor forward(torch.Tensor input) =>
            functional.avg_pool1d(input, kernel_size, stride, padding, ceil_mode, count_include_pad);
    }

    /// <summary>Maximum over windows of N x C x L.</summary>
    public sealed class MaxPool1d : Module<torch.Tensor, torch.Tensor>
    {
        internal MaxPool1d(long kernel_size, long? stride, long? padding, long? dilation, bool ceil_mode)
            : base(nameof(MaxPool1d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceil_mode = ceil_mode;
        }

        /// <summary>The window.</summary>
        public long kernel_size { get; }

        /// <summary>The step; null: the window.</summary>
        public long? stride { get; }

        /// <summary>At both ends; null: none.</summary>
        public long? padding { get; }

        /// <summary>Distance of a window's elements; null: 1.</summary>
        public long? dilation { get; }

        /// <summary>Whether windows that start inside but end outside count.</summary>
        public bool ceil_mode { get; }

        /// <summary>N x C x L to N x C x L'.</summary>
        public override torch.Tensor forward(torch.Tensor input) =>
            functional.max_pool1d(input, kernel_size, stride, padding, dilation, ceil_mode);

        /// <summary>The maxima and their places.</summary>
        public (torch.Tensor output, torch.Tensor indices) forward_with_indices(torch.Tensor input) =>
            functional.max_pool1d_with_indices(input, kernel_size, stride, padding, dilation, ceil_mode);
    }

    /// <summary>Means over as many windows as output_size.</summary>
    public sealed class AdaptiveAvgPool1d : Module<torch.Tensor, torch.Tensor>
    {
        internal AdaptiveAvgPool1d(long output_size)
            : base(nameof(AdaptiveAvgPool1d))
        {
            this.output_size = output_size;
        }

        /// <summary>Windows.</summary>
        public long output_size { get; }

        /// <summary>N x C x L to N x C x output_size.</summary>
        public override torch.Tensor forward(torch.Tensor input) => functional.adaptive_avg_pool1d(input, output_size);
    }

    /// <summary>Maxima over as many windows as the result has pixels.</summary>
    public sealed class AdaptiveMaxPool2d : Module<torch.Tensor, torch.Tensor>
    {
        internal AdaptiveMaxPool2d(long[] output_size)
            : base(nameof(AdaptiveMaxPool2d))
        {
            this.output_size = output_size;
        }

        /// <summary>Height, width of the result.</summary>
        public long[] output_size { get; }

        /// <summary>N x C x H x W to N x C x output_size.</summary>
        public override torch.Tensor forward(torch.Tensor input) => functional.adaptive_max_pool2d(input, output_size);

        /// <summary>The maxima and their places.</summary>
        public (torch.Tensor output, torch.Tensor indices) forward_with_indices(torch.Tensor input) =>
            functional.adaptive_max_pool2d_with_indices(input, output_size);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Mean over windows of sequences.</summary>
            public static AvgPool1d AvgPool1d(
                long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true) =>
                new(kernel_size, stride, padding, ceil_mode, count_include_pad);

            /// <summary>Maximum over windows of sequences.</summary>
            public static MaxPool1d MaxPool1d(
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(kernel_size, stride, padding, dilation, ceil_mode);

            /// <summary>Means over windows of sequences.</summary>
            public static AdaptiveAvgPool1d AdaptiveAvgPool1d(long output_size) => new(output_size);

            /// <summary>Maxima over windows of images.</summary>
            public static AdaptiveMaxPool2d AdaptiveMaxPool2d(long[] output_size) => new(output_size);
        }
    }
}
