using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Rounding and limits, element by element.</content>
    public partial class Tensor
    {
        /// <summary>Largest integer not above.</summary>
        public Tensor floor() => Ops.Floor.Call(this);

        /// <summary>Largest integer not above, in place.</summary>
        public Tensor floor_() => InPlace(Ops.FloorInPlace);

        /// <summary>Smallest integer not below.</summary>
        public Tensor ceil() => Ops.Ceil.Call(this);

        /// <summary>Smallest integer not below, in place.</summary>
        public Tensor ceil_() => InPlace(Ops.CeilInPlace);

        /// <summary>To the nearest integer, or this many decimals; ties go to the even one.</summary>
        public Tensor round(long decimals = 0) => Ops.RoundDecimals.Call(this, decimals);

        /// <summary>To the nearest integer, or this many decimals, in place.</summary>
        public Tensor round_(long decimals = 0) => InPlace(Ops.RoundDecimalsInPlace, decimals);

        /// <summary>The integer part.</summary>
        public Tensor trunc() => Ops.Trunc.Call(this);

        /// <summary>The integer part, in place.</summary>
        public Tensor trunc_() => InPlace(Ops.TruncInPlace);

        /// <summary>The part after the point, with the number's sign.</summary>
        public Tensor frac() => Ops.Frac.Call(this);

        /// <summary>Limits to [min, max]; null is no limit.</summary>
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Ops.ClampTensor.Call(this, min, max);

        /// <summary>Limits to [min, max]; null is no limit.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Ops.Clamp.Call(this, min, max);

        /// <summary>Limits to [min, max] in place; null is no limit.</summary>
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => InPlace(Ops.ClampTensorInPlace, min, max);

        /// <summary>Limits to [min, max] in place; null is no limit.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(Ops.ClampInPlace, min, max);

        /// <summary>At least min.</summary>
        public Tensor clamp_min(Scalar min) => Ops.ClampMin.Call(this, min);

        /// <summary>At least min, in place.</summary>
        public Tensor clamp_min_(Scalar min) => InPlace(Ops.ClampMinInPlace, min);

        /// <summary>At most max.</summary>
        public Tensor clamp_max(Scalar max) => Ops.ClampMax.Call(this, max);

        /// <summary>At most max, in place.</summary>
        public Tensor clamp_max_(Scalar max) => InPlace(Ops.ClampMaxInPlace, max);

        /// <summary>The larger of two; NaN where either is.</summary>
        public Tensor maximum(Tensor other) => Ops.Maximum.Call(this, other);

        /// <summary>The smaller of two; NaN where either is.</summary>
        public Tensor minimum(Tensor other) => Ops.Minimum.Call(this, other);

        /// <summary>The larger of two; NaN where either is.</summary>
        public Tensor max(Tensor other) => Ops.MaxOther.Call(this, other);

        /// <summary>The smaller of two; NaN where either is.</summary>
        public Tensor min(Tensor other) => Ops.MinOther.Call(this, other);

        /// <summary>The larger of two; NaN only where both are.</summary>
        public Tensor fmax(Tensor other) => Ops.Fmax.Call(this, other);

        /// <summary>The smaller of two; NaN only where both are.</summary>
        public Tensor fmin(Tensor other) => Ops.Fmin.Call(this, other);

        /// <summary>Replaces NaN and, by the type's limits unless given, the infinities.</summary>
        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) =>
            Ops.NanToNum.Call(this, nan, posinf, neginf);

        /// <summary>Replaces NaN and the infinities, in place.</summary>
        public Tensor nan_to_num_(double nan = 0, double? posinf = null, double? neginf = null) =>
            InPlace(Ops.NanToNumInPlace, nan, posinf, neginf);

        /// <summary>This magnitude with the other's sign.</summary>
        public Tensor copysign(Tensor other) => Ops.CopysignTensor.Call(this, other);

        /// <summary>0 below zero, 1 above, and the other at zero.</summary>
        public Tensor heaviside(Tensor other) => Ops.Heaviside.Call(this, other);
    }
}

file static class Ops
{
    internal static readonly Operator Ceil = Operator.Get("aten::ceil");
    internal static readonly Operator CeilInPlace = Operator.Get("aten::ceil_");
    internal static readonly Operator Clamp = Operator.Get("aten::clamp");
    internal static readonly Operator ClampInPlace = Operator.Get("aten::clamp_");
    internal static readonly Operator ClampMax = Operator.Get("aten::clamp_max");
    internal static readonly Operator ClampMaxInPlace = Operator.Get("aten::clamp_max_");
    internal static readonly Operator ClampMin = Operator.Get("aten::clamp_min");
    internal static readonly Operator ClampMinInPlace = Operator.Get("aten::clamp_min_");
    internal static readonly Operator ClampTensor = Operator.Get("aten::clamp", "Tensor");
    internal static readonly Operator ClampTensorInPlace = Operator.Get("aten::clamp_", "Tensor");
    internal static readonly Operator CopysignTensor = Operator.Get("aten::copysign", "Tensor");
    internal static readonly Operator Floor = Operator.Get("aten::floor");
    internal static readonly Operator FloorInPlace = Operator.Get("aten::floor_");
    internal static readonly Operator Fmax = Operator.Get("aten::fmax");
    internal static readonly Operator Fmin = Operator.Get("aten::fmin");
    internal static readonly Operator Frac = Operator.Get("aten::frac");
    internal static readonly Operator Heaviside = Operator.Get("aten::heaviside");
    internal static readonly Operator MaxOther = Operator.Get("aten::max", "other");
    internal static readonly Operator Maximum = Operator.Get("aten::maximum");
    internal static readonly Operator MinOther = Operator.Get("aten::min", "other");
    internal static readonly Operator Minimum = Operator.Get("aten::minimum");
    internal static readonly Operator NanToNum = Operator.Get("aten::nan_to_num");
    internal static readonly Operator NanToNumInPlace = Operator.Get("aten::nan_to_num_");
    internal static readonly Operator RoundDecimals = Operator.Get("aten::round", "decimals");
    internal static readonly Operator RoundDecimalsInPlace = Operator.Get("aten::round_", "decimals");
    internal static readonly Operator Trunc = Operator.Get("aten::trunc");
    internal static readonly Operator TruncInPlace = Operator.Get("aten::trunc_");
}
