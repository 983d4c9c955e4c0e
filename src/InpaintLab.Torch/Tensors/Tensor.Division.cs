using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Quotients, rounded as asked.</content>
    public partial class Tensor
    {
        /// <summary>this / target, rounded as asked.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Ops.Tensor.Call(this, target) : Ops.TensorMode.Call(this, target, NameOf(rounding_mode));

        /// <inheritdoc cref="div(Tensor, RoundingMode)"/>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? Ops.Scalar.Call(this, target) : Ops.ScalarMode.Call(this, target, NameOf(rounding_mode));

        /// <summary>this / target in place, rounded as asked.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace(Ops.TensorModeInPlace, target, NameOf(rounding_mode));

        /// <inheritdoc cref="div_(Tensor, RoundingMode)"/>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            InPlace(Ops.ScalarModeInPlace, target, NameOf(rounding_mode));

        private static string? NameOf(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => null,
        };
    }

    /// <summary>left / right, rounded as asked.</summary>
    public static Tensor div(Tensor left, Tensor right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);

    /// <summary>left / right, rounded as asked.</summary>
    public static Tensor div(Tensor left, Scalar right, RoundingMode rounding_mode = RoundingMode.None) => left.div(right, rounding_mode);
}

file static class Ops
{
    internal static readonly Operator Tensor = Operator.Get("aten::div", "Tensor");
    internal static readonly Operator TensorMode = Operator.Get("aten::div", "Tensor_mode");
    internal static readonly Operator TensorModeInPlace = Operator.Get("aten::div_", "Tensor_mode");
    internal static readonly Operator Scalar = Operator.Get("aten::div", "Scalar");
    internal static readonly Operator ScalarMode = Operator.Get("aten::div", "Scalar_mode");
    internal static readonly Operator ScalarModeInPlace = Operator.Get("aten::div_", "Scalar_mode");
}
