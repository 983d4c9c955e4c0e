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
            /// <summary>Resizes images; of the modes, those for two dimensions.</summary>
            /// <param name="x">N x C x H x W.</param>
            /// <param name="size">Height, width of the result (one number: both). Either this or the next.</param>
            /// <param name="scale_factor">Result over input in height, width (one number: both).</param>
            /// <param name="mode">How values between pixels are found.</param>
            /// <param name="align_corners">Whether corner pixels' centres map onto each other (Bilinear, Bicubic); default false.</param>
            /// <param name="recompute_scale_factor">Whether the scale is taken from the rounded size instead of as given.</param>
            /// <param name="antialias">Whether shrinking averages over the pixel's area; Bilinear and Bicubic only.</param>
            /// <exception cref="ArgumentException">Arguments contradict each other, or the input is not N x C x H x W.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var smooth = mode is InterpolationMode.Bilinear or InterpolationMode.Bicubic;
                CheckInterpolation(x, size, scale_factor, mode, recompute_scale_factor);
                if (!smooth && (align_corners is not null || antialias))
                {
                    throw new ArgumentException($"align_corners and antialias need mode Bilinear or Bicubic; received {mode}");
                }

                var target = size is [var side] ? [side, side] : size;
                var scale = scale_factor is [var factor] ? [factor, factor] : scale_factor;
                if (scale is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    target = [(long)Math.Floor(x.shape[2] * scale[0]), (long)Math.Floor(x.shape[3] * scale[1])];
                    scale = null;
                }

                var corners = align_corners ?? false;
                return (mode, antialias) switch
                {
                    (InterpolationMode.Nearest, _) => Ops.Nearest.Call(x, target, scale),
                    (InterpolationMode.NearestExact, _) => Ops.NearestExact.Call(x, target, scale),
                    (InterpolationMode.Area, _) => Ops.Area.Call(x, target),
                    (InterpolationMode.Bilinear, false) => Ops.Bilinear.Call(x, target, corners, scale),
                    (InterpolationMode.Bilinear, true) => Ops.BilinearAntialias.Call(x, target, corners, scale),
                    (InterpolationMode.Bicubic, false) => Ops.Bicubic.Call(x, target, corners, scale),
                    _ => Ops.BicubicAntialias.Call(x, target, corners, scale),
                };
            }

            /// <summary>N x C r^2 x H x W to N x C x H r x W r (arXiv:1609.05158).</summary>
            public static Tensor pixel_shuffle(Tensor input, long upscale_factor) => Ops.PixelShuffle.Call(input, upscale_factor);

            /// <summary>N x C x H r x W r to N x C r^2 x H x W.</summary>
            public static Tensor pixel_unshuffle(Tensor input, long downscale_factor) => Ops.PixelUnshuffle.Call(input, downscale_factor);

            private static void CheckInterpolation(Tensor x, long[]? size, double[]? scale, InterpolationMode mode, bool recompute)
            {
                if (x.shape.Length != 4 || mode is InterpolationMode.Linear or InterpolationMode.Trilinear)
                {
                    throw new ArgumentException(
                        $"expected N x C x H x W and a mode for images; received {x.shape.Length} dimensions and mode {mode}");
                }

                if ((size is null) == (scale is null) || (recompute && scale is null))
                {
                    throw new ArgumentException("expected either size or scale_factor (the latter when it is to be recomputed)");
                }

                var numbers = size?.Length ?? scale!.Length;
                if (numbers is not (1 or 2))
                {
                    throw new ArgumentException($"expected one or two numbers for height and width; received {numbers}");
                }
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator Nearest = Operator.Get("aten::upsample_nearest2d", "vec");
    internal static readonly Operator NearestExact = Operator.Get("aten::_upsample_nearest_exact2d", "vec");
    internal static readonly Operator Area = Operator.Get("aten::adaptive_avg_pool2d");
    internal static readonly Operator Bilinear = Operator.Get("aten::upsample_bilinear2d", "vec");
    internal static readonly Operator BilinearAntialias = Operator.Get("aten::_upsample_bilinear2d_aa", "vec");
    internal static readonly Operator Bicubic = Operator.Get("aten::upsample_bicubic2d", "vec");
    internal static readonly Operator BicubicAntialias = Operator.Get("aten::_upsample_bicubic2d_aa", "vec");
    internal static readonly Operator PixelShuffle = Operator.Get("aten::pixel_shuffle");
    internal static readonly Operator PixelUnshuffle = Operator.Get("aten::pixel_unshuffle");
}
