using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How <see cref="nn.functional.grid_sample"/> finds values between pixels.</summary>
    public enum GridSampleMode
    {
        /// <summary>The nearest pixel.</summary>
        Nearest = 0,

        /// <summary>Linear in both dimensions.</summary>
        Bilinear = 2,
    }

    /// <summary>What <see cref="nn.functional.grid_sample"/> finds outside the image.</summary>
    public enum GridSamplePaddingMode
    {
        /// <summary>Zeros.</summary>
        Zeros = 0,

        /// <summary>The image mirrored.</summary>
        Reflection = 1,

        /// <summary>The edge's values.</summary>
        Border = 2,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Images sampled at given places.</summary>
            /// <param name="input">N x C x H x W.</param>
            /// <param name="grid">N x H' x W' x 2: x, y in [-1,1].</param>
            /// <param name="mode">How values between pixels are found.</param>
            /// <param name="padding_mode">What stands outside.</param>
            /// <param name="align_corners">Whether -1 and 1 are the centres of the outermost pixels, not their outer sides.</param>
            /// <returns>N x C x H' x W'.</returns>
            public static Tensor grid_sample(
                Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear,
                GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros, bool? align_corners = null)
            {
                var interpolation = mode == GridSampleMode.Bilinear ? 0 : 1;
                var outside = padding_mode switch
                {
                    GridSamplePaddingMode.Zeros => 0,
                    GridSamplePaddingMode.Border => 1,
                    GridSamplePaddingMode.Reflection => 2,
                    _ => throw new ArgumentOutOfRangeException(nameof(padding_mode), padding_mode, "unknown padding mode"),
                };
                return Ops.GridSampler.Call(input, grid, interpolation, outside, align_corners ?? false);
            }

            /// <summary>The grid for <see cref="grid_sample"/> that carries out affine maps.</summary>
            /// <param name="theta">N x 2 x 3.</param>
            /// <param name="size">N, C, H', W' of the result of sampling.</param>
            /// <param name="align_corners">As for sampling.</param>
            /// <returns>N x H' x W' x 2.</returns>
            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                Ops.AffineGridGenerator.Call(theta, size ?? throw new ArgumentNullException(nameof(size)), align_corners);
        }
    }
}

file static class Ops
{
    internal static readonly Operator AffineGridGenerator = Operator.Get("aten::affine_grid_generator");
    internal static readonly Operator GridSampler = Operator.Get("aten::grid_sampler");
}
