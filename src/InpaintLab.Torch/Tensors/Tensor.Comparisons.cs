using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Comparisons and logic, element by element; results are bool.</content>
    public partial class Tensor
    {
        /// <summary>Where this is equal.</summary>
        public Tensor eq(Tensor target) => Ops.EqTensor.Call(this, target);

        /// <summary>Where this is equal.</summary>
        public Tensor eq(Scalar target) => Ops.EqScalar.Call(this, target);

        /// <summary>Where this is not equal.</summary>
        public Tensor ne(Tensor target) => Ops.NeTensor.Call(this, target);

        /// <summary>Where this is not equal.</summary>
        public Tensor ne(Scalar target) => Ops.NeScalar.Call(this, target);

        /// <summary>Where this is less.</summary>
        public Tensor lt(Tensor target) => Ops.LtTensor.Call(this, target);

        /// <summary>Where this is less.</summary>
        public Tensor lt(Scalar target) => Ops.LtScalar.Call(this, target);

        /// <summary>Where this is at most the target.</summary>
        public Tensor le(Tensor target) => Ops.LeTensor.Call(this, target);

        /// <summary>Where this is at most the target.</summary>
        public Tensor le(Scalar target) => Ops.LeScalar.Call(this, target);

        /// <summary>Where this is greater.</summary>
        public Tensor gt(Tensor target) => Ops.GtTensor.Call(this, target);

        /// <summary>Where this is greater.</summary>
        public Tensor gt(Scalar target) => Ops.GtScalar.Call(this, target);

        /// <summary>Where this is at least the target.</summary>
        public Tensor ge(Tensor target) => Ops.GeTensor.Call(this, target);

        /// <summary>Where this is at least the target.</summary>
        public Tensor ge(Scalar target) => Ops.GeScalar.Call(this, target);

        /// <summary>Where the element is NaN.</summary>
        public Tensor isnan() => Ops.Isnan.Call(this);

        /// <summary>Where the element is infinite.</summary>
        public Tensor isinf() => Ops.Isinf.Call(this);

        /// <summary>Where the element is finite.</summary>
        public Tensor isfinite() => Ops.Isfinite.Call(this);

        /// <summary>Where the element is plus infinity.</summary>
        public Tensor isposinf() => Ops.Isposinf.Call(this);

        /// <summary>Where the element is minus infinity.</summary>
        public Tensor isneginf() => Ops.Isneginf.Call(this);

        /// <summary>Where |this - other| is at most atol + rtol |other|.</summary>
        public Tensor isclose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool nanEqual = false) =>
            Ops.Isclose.Call(this, other, rtol, atol, nanEqual);

        /// <summary>Whether all elements are close, as isclose says.</summary>
        public bool allclose(Tensor target, double rtol = 1e-5, double atol = 1e-8, bool equal_nan = false) =>
            Ops.Allclose.CallBool(this, target, rtol, atol, equal_nan);

        /// <summary>Where both are not zero.</summary>
        public Tensor logical_and(Tensor other) => Ops.LogicalAnd.Call(this, other);

        /// <summary>Where both are not zero, in place.</summary>
        public Tensor logical_and_(Tensor other) => InPlace(Ops.LogicalAndInPlace, other);

        /// <summary>Where either is not zero.</summary>
        public Tensor logical_or(Tensor other) => Ops.LogicalOr.Call(this, other);

        /// <summary>Where either is not zero, in place.</summary>
        public Tensor logical_or_(Tensor other) => InPlace(Ops.LogicalOrInPlace, other);

        /// <summary>Where exactly one is not zero.</summary>
        public Tensor logical_xor(Tensor other) => Ops.LogicalXor.Call(this, other);

        /// <summary>Where the element is zero.</summary>
        public Tensor logical_not() => Ops.LogicalNot.Call(this);

        /// <summary>Where the element is zero, in place.</summary>
        public Tensor logical_not_() => InPlace(Ops.LogicalNotInPlace);

        /// <summary>Bits set in both.</summary>
        public Tensor bitwise_and(Tensor other) => Ops.BitwiseAndTensor.Call(this, other);

        /// <summary>Bits set in either.</summary>
        public Tensor bitwise_or(Tensor other) => Ops.BitwiseOrTensor.Call(this, other);

        /// <summary>Bits set in exactly one.</summary>
        public Tensor bitwise_xor(Tensor other) => Ops.BitwiseXorTensor.Call(this, other);

        /// <summary>Bits inverted.</summary>
        public Tensor bitwise_not() => Ops.BitwiseNot.Call(this);

        /// <summary>Bits moved to the left.</summary>
        public Tensor bitwise_left_shift(Tensor other) => Ops.BitwiseLeftShiftTensor.Call(this, other);

        /// <summary>Bits moved to the right.</summary>
        public Tensor bitwise_right_shift(Tensor other) => Ops.BitwiseRightShiftTensor.Call(this, other);

        /// <summary>Where the element is among the others.</summary>
        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Ops.IsinTensorTensor.Call(this, test_elements, assumeUnique, invert);
    }
}

file static class Ops
{
    internal static readonly Operator Allclose = Operator.Get("aten::allclose");
    internal static readonly Operator BitwiseAndTensor = Operator.Get("aten::bitwise_and", "Tensor");
    internal static readonly Operator BitwiseLeftShiftTensor = Operator.Get("aten::bitwise_left_shift", "Tensor");
    internal static readonly Operator BitwiseNot = Operator.Get("aten::bitwise_not");
    internal static readonly Operator BitwiseOrTensor = Operator.Get("aten::bitwise_or", "Tensor");
    internal static readonly Operator BitwiseRightShiftTensor = Operator.Get("aten::bitwise_right_shift", "Tensor");
    internal static readonly Operator BitwiseXorTensor = Operator.Get("aten::bitwise_xor", "Tensor");
    internal static readonly Operator EqScalar = Operator.Get("aten::eq", "Scalar");
    internal static readonly Operator EqTensor = Operator.Get("aten::eq", "Tensor");
    internal static readonly Operator GeScalar = Operator.Get("aten::ge", "Scalar");
    internal static readonly Operator GeTensor = Operator.Get("aten::ge", "Tensor");
    internal static readonly Operator GtScalar = Operator.Get("aten::gt", "Scalar");
    internal static readonly Operator GtTensor = Operator.Get("aten::gt", "Tensor");
    internal static readonly Operator Isclose = Operator.Get("aten::isclose");
    internal static readonly Operator Isfinite = Operator.Get("aten::isfinite");
    internal static readonly Operator IsinTensorTensor = Operator.Get("aten::isin", "Tensor_Tensor");
    internal static readonly Operator Isinf = Operator.Get("aten::isinf");
    internal static readonly Operator Isnan = Operator.Get("aten::isnan");
    internal static readonly Operator Isneginf = Operator.Get("aten::isneginf");
    internal static readonly Operator Isposinf = Operator.Get("aten::isposinf");
    internal static readonly Operator LeScalar = Operator.Get("aten::le", "Scalar");
    internal static readonly Operator LeTensor = Operator.Get("aten::le", "Tensor");
    internal static readonly Operator LogicalAnd = Operator.Get("aten::logical_and");
    internal static readonly Operator LogicalAndInPlace = Operator.Get("aten::logical_and_");
    internal static readonly Operator LogicalNot = Operator.Get("aten::logical_not");
    internal static readonly Operator LogicalNotInPlace = Operator.Get("aten::logical_not_");
    internal static readonly Operator LogicalOr = Operator.Get("aten::logical_or");
    internal static readonly Operator LogicalOrInPlace = Operator.Get("aten::logical_or_");
    internal static readonly Operator LogicalXor = Operator.Get("aten::logical_xor");
    internal static readonly Operator LtScalar = Operator.Get("aten::lt", "Scalar");
    internal static readonly Operator LtTensor = Operator.Get("aten::lt", "Tensor");
    internal static readonly Operator NeScalar = Operator.Get("aten::ne", "Scalar");
    internal static readonly Operator NeTensor = Operator.Get("aten::ne", "Tensor");
}
