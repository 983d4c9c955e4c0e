using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Resizes N x C x H x W images.</summary>
    public sealed class Upsample : Module<torch.Tensor, torch.Tensor>
    {
        private readonly long[]? _size;
        private readonly double[]? _scale;

        internal Upsample(long[]? size, double[]? scale_factor, torch.UpsampleMode mode, bool? align_corners, bool? recompute_scale_factor)
            : base(nameof(Upsample))
        {
            _size = size;
            _scale = scale_factor;
            this.mode = mode;
            this.align_corners = align_corners;
            this.recompute_scale_factor = recompute_scale_factor;
        }

        /// <summary>Height, width of the result, or empty.</summary>
        public ReadOnlySpan<long> size => _size;

        /// <summary>Result over input in height, width, or empty.</summary>
        public ReadOnlySpan<double> scale_factor => _scale;

        /// <summary>How values between pixels are found.</summary>
        public torch.UpsampleMode mode { get; }

        /// <summary>Whether corner pixels' centres map onto each other.</summary>
        public bool? align_corners { get; }

        /// <summary>Whether the scale is taken from the rounded size.</summary>
        public bool? recompute_scale_factor { get; }

        /// <summary>N x C x H x W to N x C x H' x W'.</summary>
        public override torch.Tensor forward(torch.Tensor input) => functional.interpolate(
            input, _size, _scale, (torch.InterpolationMode)mode, align_corners, recompute_scale_factor ?? false);
    }

    /// <summary>N x C r^2 x H x W to N x C x H r x W r (arXiv:1609.05158).</summary>
    public sealed class PixelShuffle : Module<torch.Tensor, torch.Tensor>
    {
        internal PixelShuffle(long upscale_factor)
            : base(nameof(PixelShuffle))
        {
            this.upscale_factor = upscale_factor;
        }

        /// <summary>The enlargement r.</summary>
        public long upscale_factor { get; }

        /// <summary>Every r^2 channels become r x r pixels.</summary>
        public override torch.Tensor forward(torch.Tensor input) => functional.pixel_shuffle(input, upscale_factor);
    }

    /// <summary>N x C x H r x W r to N x C r^2 x H x W.</summary>
    public sealed class PixelUnshuffle : Module<torch.Tensor, torch.Tensor>
    {
        internal PixelUnshuffle(long downscale_factor)
            : base(nameof(PixelUnshuffle))
        {
            this.downscale_factor = downscale_factor;
        }

        /// <summary>The reduction r.</summary>
        public long downscale_factor { get; }

        /// <summary>Every r x r pixels become r^2 channels.</summary>
        public override torch.Tensor forward(torch.Tensor input) => functional.pixel_unshuffle(input, downscale_factor);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Resizes images to a size or by a factor.</summary>
            /// <param name="size">Height, width of the result (one number: both). Either this or the next.</param>
            /// <param name="scale_factor">Result over input in height, width (one number: both).</param>
            /// <param name="mode">How values between pixels are found.</param>
            /// <param name="align_corners">Whether corner pixels' centres map onto each other; Bilinear and Bicubic only.</param>
            /// <param name="recompute_scale_factor">Whether the scale is taken from the rounded size.</param>
            public static Upsample Upsample(
                long[]? size = null, double[]? scale_factor = null, UpsampleMode mode = UpsampleMode.Nearest, bool? align_corners = null,
                bool? recompute_scale_factor = null) =>
                new(size, scale_factor, mode, align_corners, recompute_scale_factor);

            /// <summary>Turns channels into pixels.</summary>
            public static PixelShuffle PixelShuffle(long upscale_factor) => new(upscale_factor);

            /// <summary>Turns pixels into channels.</summary>
            public static PixelUnshuffle PixelUnshuffle(long downscale_factor) => new(downscale_factor);
        }
    }
}
