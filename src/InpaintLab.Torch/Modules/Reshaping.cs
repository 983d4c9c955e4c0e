using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Dimensions start_dim to end_dim as one.</summary>
    public sealed class Flatten : Module<torch.Tensor, torch.Tensor>
    {
        internal Flatten(long start_dim, long end_dim)
            : base(nameof(Flatten))
        {
            this.start_dim = start_dim;
            this.end_dim = end_dim;
        }

        /// <summary>The first one.</summary>
        public long start_dim { get; }

        /// <summary>The last one, included.</summary>
        public long end_dim { get; }

        /// <summary>A view where strides allow.</summary>
        public override torch.Tensor forward(torch.Tensor input) => input.flatten(start_dim, end_dim);
    }

    /// <summary>One dimension split into several.</summary>
    public sealed class Unflatten : Module<torch.Tensor, torch.Tensor>
    {
        internal Unflatten(long dim, long[] unflattened_size)
            : base(nameof(Unflatten))
        {
            this.dim = dim;
            this.unflattened_size = unflattened_size;
        }

        /// <summary>Which.</summary>
        public long dim { get; }

        /// <summary>Their sizes; -1 for what is left.</summary>
        public long[] unflattened_size { get; }

        /// <summary>A view.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => tensor.unflatten(dim, unflattened_size);
    }

    /// <summary>Patches of images as columns.</summary>
    public sealed class Unfold : Module<torch.Tensor, torch.Tensor>
    {
        internal Unfold((long, long) kernel_size, (long, long) dilation, (long, long) padding, (long, long) stride)
            : base(nameof(Unfold))
        {
            this.kernel_size = kernel_size;
            this.dilation = dilation;
            this.padding = padding;
            this.stride = stride;
        }

        /// <summary>Height, width of a patch.</summary>
        public (long, long) kernel_size { get; }

        /// <summary>Distance of its elements.</summary>
        public (long, long) dilation { get; }

        /// <summary>Zeros at both sides.</summary>
        public (long, long) padding { get; }

        /// <summary>Distance of patches.</summary>
        public (long, long) stride { get; }

        /// <summary>N x C x H x W to N x (C kh kw) x patches.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) => functional.unfold(tensor, kernel_size, dilation, padding, stride);
    }

    /// <summary>Adds up patches where they overlap: the transpose of Unfold.</summary>
    public sealed class Fold : Module<torch.Tensor, torch.Tensor>
    {
        internal Fold((long, long) output_size, (long, long) kernel_size, (long, long) dilation, (long, long) padding, (long, long) stride)
            : base(nameof(Fold))
        {
            this.output_size = output_size;
            this.kernel_size = kernel_size;
            this.dilation = dilation;
            this.padding = padding;
            this.stride = stride;
        }

        /// <summary>Height, width of the images.</summary>
        public (long, long) output_size { get; }

        /// <summary>Height, width of a patch.</summary>
        public (long, long) kernel_size { get; }

        /// <summary>Distance of its elements.</summary>
        public (long, long) dilation { get; }

        /// <summary>Taken off both sides.</summary>
        public (long, long) padding { get; }

        /// <summary>Distance of patches.</summary>
        public (long, long) stride { get; }

        /// <summary>N x (C kh kw) x patches to N x C x H x W.</summary>
        public override torch.Tensor forward(torch.Tensor tensor) =>
            functional.fold(tensor, output_size, kernel_size, dilation, padding, stride);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Dimensions as one; the batch stays.</summary>
            public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            /// <summary>One dimension as several.</summary>
            public static Unflatten Unflatten(long dim, long[] unflattened_size) => new(dim, unflattened_size);

            /// <summary>Square patches as columns.</summary>
            public static Unfold Unfold(long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                new((kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>Patches as columns.</summary>
            public static Unfold Unfold(
                (long, long) kernel_size, (long, long)? dilation = null, (long, long)? padding = null, (long, long)? stride = null) =>
                new(kernel_size, dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));

            /// <summary>Square patches to square images.</summary>
            public static Fold Fold(long output_size, long kernel_size, long dilation = 1, long padding = 0, long stride = 1) =>
                new((output_size, output_size), (kernel_size, kernel_size), (dilation, dilation), (padding, padding), (stride, stride));

            /// <summary>Patches to images.</summary>
            public static Fold Fold(
                (long, long) output_size,
                (long, long) kernel_size,
                (long, long)? dilation = null,
                (long, long)? padding = null,
                (long, long)? stride = null) =>
                new(output_size, kernel_size, dilation ?? (1, 1), padding ?? (0, 0), stride ?? (1, 1));
        }
    }
}
