using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How <see cref="nn.functional.interpolate"/> finds values between pixels.</summary>
    public enum InterpolationMode
    {
        /// <summary>The pixel at floor(index * scale).</summary>
        Nearest = 0,

        /// <summary>One dimension, linear.</summary>
        Linear = 1,

        /// <summary>Two dimensions, linear.</summary>
        Bilinear = 2,

        /// <summary>Two dimensions, cubic convolution with a = -0.75.</summary>
        Bicubic = 3,

        /// <summary>Three dimensions, linear.</summary>
        Trilinear = 4,

        /// <summary>The mean over the pixel's area.</summary>
        Area = 5,

        /// <summary>The pixel whose centre is nearest.</summary>
        NearestExact = 6,
    }

    /// <summary>How <see cref="nn.Upsample"/> finds values between pixels.</summary>
    public enum UpsampleMode
    {
        /// <inheritdoc cref="InterpolationMode.Nearest"/>
        Nearest = 0,

        /// <inheritdoc cref="InterpolationMode.Linear"/>
        Linear = 1,

        /// <inheritdoc cref="InterpolationMode.Bilinear"/>
        Bilinear = 2,

        /// <inheritdoc cref="InterpolationMode.Bicubic"/>
        Bicubic = 3,

        /// <inheritdoc cref="InterpolationMode.Trilinear"/>
        Trilinear = 4,
    }

    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>Resizes sequences, images or volumes.</summary>
            /// <param name="x">N x C x L, N x C x H x W or N x C x D x H x W.</param>
            /// <param name="size">Size of the result, one number per dimension (one number: all). Either this or the next.</param>
            /// <param name="scale_factor">Result over input, likewise.</param>
            /// <param name="mode">How values between elements are found.</param>
            /// <param name="align_corners">
            /// Whether corners' centres map onto each other; linear and cubic modes only, false by default.
            /// </param>
            /// <param name="recompute_scale_factor">Whether the scale is taken from the rounded size.</param>
            /// <param name="antialias">Whether shrinking averages over what falls together; Bilinear and Bicubic only.</param>
            /// <exception cref="ArgumentException">Contradictory arguments, or a mode for another number of dimensions.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var dims = (int)x.dim() - 2;
                CheckInterpolation(dims, size, scale_factor, mode, recompute_scale_factor);
                if (align_corners is not null
                    && mode is InterpolationMode.Nearest or InterpolationMode.NearestExact or InterpolationMode.Area)
                {
                    throw new ArgumentException($"align_corners needs a linear or cubic mode; received {mode}");
                }

                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException($"antialias needs mode Bilinear or Bicubic; received {mode}");
                var target = size is [var side] ? [.. Enumerable.Repeat(side, dims)] : size;
                var scale = scale_factor is [var factor] ? [.. Enumerable.Repeat(factor, dims)] : scale_factor;
                if (scale is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    target = [.. scale.Select((share, i) => (long)Math.Floor(x.shape[i + 2] * share))];
                    scale = null;
                }

                var corners = align_corners ?? false;
                return mode switch
                {
                    InterpolationMode.Nearest => Ops.Nearest[dims - 1].Call(x, target, scale),
                    InterpolationMode.NearestExact => Ops.NearestExact[dims - 1].Call(x, target, scale),
                    InterpolationMode.Area => Ops.Area[dims - 1].Call(x, target),
                    InterpolationMode.Linear => Ops.Linear.Call(x, target, corners, scale),
                    InterpolationMode.Trilinear => Ops.Trilinear.Call(x, target, corners, scale),
                    InterpolationMode.Bilinear => (antialias ? Ops.BilinearAntialias : Ops.Bilinear).Call(x, target, corners, scale),
                    _ => (antialias ? Ops.BicubicAntialias : Ops.Bicubic).Call(x, target, corners, scale),
                };
            }

            /// <summary>N x C r^2 x H x W to N x C x H r x W r (arXiv:1609.05158).</summary>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Ops.PixelShuffle.Call(input, upscale_factor);

            /// <summary>N x C x H r x W r to N x C r^2 x H x W.</summary>
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Ops.PixelUnshuffle.Call(input, downscale_factor);

            private static void CheckInterpolation(int dims, long[]? size, double[]? scale, InterpolationMode mode, bool recompute)
            {
                var fits = mode switch
                {
                    InterpolationMode.Linear => dims == 1,
                    InterpolationMode.Bilinear or InterpolationMode.Bicubic => dims == 2,
                    InterpolationMode.Trilinear => dims == 3,
                    _ => dims is >= 1 and <= 3,
                };
                if (!fits)
                    throw new ArgumentException($"expected 3, 4 or 5 dimensions and a mode for them; received {dims + 2} and mode {mode}");
                if ((size is null) == (scale is null) || (recompute && scale is null))
                    throw new ArgumentException("expected either size or scale_factor (the latter when it is to be recomputed)");
                var numbers = size?.Length ?? scale!.Length;
                if (numbers != 1 && numbers != dims)
                    throw new ArgumentException($"expected one number or one per dimension ({dims}); received {numbers}");
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator[] Nearest = EachDimension("aten::upsample_nearest{0}d", "vec");
    internal static readonly Operator[] NearestExact = EachDimension("aten::_upsample_nearest_exact{0}d", "vec");
    internal static readonly Operator[] Area = EachDimension("aten::adaptive_avg_pool{0}d", "");
    internal static readonly Operator Linear = Operator.Get("aten::upsample_linear1d", "vec");
    internal static readonly Operator Trilinear = Operator.Get("aten::upsample_trilinear3d", "vec");
    internal static readonly Operator Bilinear = Operator.Get("aten::upsample_bilinear2d", "vec");
    internal static readonly Operator BilinearAntialias = Operator.Get("aten::_upsample_bilinear2d_aa", "vec");
    internal static readonly Operator Bicubic = Operator.Get("aten::upsample_bicubic2d", "vec");
    internal static readonly Operator BicubicAntialias = Operator.Get("aten::_upsample_bicubic2d_aa", "vec");
    internal static readonly Operator PixelShuffle = Operator.Get("aten::pixel_shuffle");
    internal static readonly Operator PixelUnshuffle = Operator.Get("aten::pixel_unshuffle");

    private static Operator[] EachDimension(string name, string overload) =>
        [.. Enumerable.Range(1, 3).Select(dims => Operator.Get(name.Replace("{0}", dims.ToString(), StringComparison.Ordinal), overload))];
}
