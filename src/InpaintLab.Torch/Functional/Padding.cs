using InpaintLab.Torch.Interop;

namespace TorchSharp
{
    /// <summary>What stands outside the image.</summary>
    public enum PaddingModes
    {
        /// <summary>Zeros.</summary>
        Zeros = 0,

        /// <summary>The image mirrored, its edge not repeated.</summary>
        Reflect = 1,

        /// <summary>The edge's values.</summary>
        Replicate = 2,

        /// <summary>The opposite side.</summary>
        Circular = 3,

        /// <summary>A given value.</summary>
        Constant = 4,
    }

    /// <summary>Padding by its effect.</summary>
    public enum Padding
    {
        /// <summary>None: only whole windows count.</summary>
        Valid = 0,

        /// <summary>As much as keeps the size at stride 1.</summary>
        Same = 1,
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static partial class functional
            {
                /// <summary>Pads the last dimensions.</summary>
                /// <param name="input">The tensor; N x C x H x W for modes other than constant.</param>
                /// <param name="pad">Left, right, top, bottom, ...: from the last dimension backwards; negative values crop.</param>
                /// <param name="mode">What the new elements hold.</param>
                /// <param name="value">Their value in mode Constant.</param>
                public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0)
                {
                    ArgumentNullException.ThrowIfNull(pad);
                    return mode is PaddingModes.Constant or PaddingModes.Zeros
                        ? Ops.ConstantPad.Call(input, pad, mode == PaddingModes.Zeros ? 0 : value)
                        : Ops.Pad.Call(input, pad, PadName(mode));
                }

                /// <summary>Pads the last dimension at its two sides.</summary>
                public static Tensor pad(
                    Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                    functional.pad(input, [pad.Item1, pad.Item2], mode, value);

                /// <summary>Pads the last two dimensions: left, right, top, bottom.</summary>
                public static Tensor pad(
                    Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                    functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

                private static string PadName(PaddingModes mode) => mode switch
                {
                    PaddingModes.Reflect => "reflect",
                    PaddingModes.Replicate => "replicate",
                    PaddingModes.Circular => "circular",
                    _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "unknown padding mode"),
                };
            }
        }
    }
}

file static class Ops
{
    internal static readonly Operator ConstantPad = Operator.Get("aten::constant_pad_nd");
    internal static readonly Operator Pad = Operator.Get("aten::pad");
}
