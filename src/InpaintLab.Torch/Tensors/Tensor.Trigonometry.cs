using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Trigonometric and hyperbolic functions, element by element, in radians.</content>
    public partial class Tensor
    {
        /// <summary>Sine.</summary>
        public Tensor sin() => Ops.Sin.Call(this);

        /// <summary>Sine in place.</summary>
        public Tensor sin_() => InPlace(Ops.SinInPlace);

        /// <summary>Cosine.</summary>
        public Tensor cos() => Ops.Cos.Call(this);

        /// <summary>Cosine in place.</summary>
        public Tensor cos_() => InPlace(Ops.CosInPlace);

        /// <summary>Tangent.</summary>
        public Tensor tan() => Ops.Tan.Call(this);

        /// <summary>Arc sine.</summary>
        public Tensor asin() => Ops.Asin.Call(this);

        /// <summary>Arc cosine.</summary>
        public Tensor acos() => Ops.Acos.Call(this);

        /// <summary>Arc tangent.</summary>
        public Tensor atan() => Ops.Atan.Call(this);

        /// <summary>The angle of the point (other, this).</summary>
        public Tensor atan2(Tensor other) => Ops.Atan2.Call(this, other);

        /// <summary>Hyperbolic sine.</summary>
        public Tensor sinh() => Ops.Sinh.Call(this);

        /// <summary>Hyperbolic cosine.</summary>
        public Tensor cosh() => Ops.Cosh.Call(this);

        /// <summary>Hyperbolic tangent, into (-1, 1).</summary>
        public Tensor tanh() => Ops.Tanh.Call(this);

        /// <summary>Hyperbolic tangent in place.</summary>
        public Tensor tanh_() => InPlace(Ops.TanhInPlace);

        /// <summary>Inverse hyperbolic sine.</summary>
        public Tensor asinh() => Ops.Asinh.Call(this);

        /// <summary>Inverse hyperbolic cosine.</summary>
        public Tensor acosh() => Ops.Acosh.Call(this);

        /// <summary>Inverse hyperbolic tangent.</summary>
        public Tensor atanh() => Ops.Atanh.Call(this);

        /// <summary>sin(pi x) / (pi x), 1 at 0.</summary>
        public Tensor sinc() => Ops.Sinc.Call(this);

        /// <summary>Degrees to radians.</summary>
        public Tensor deg2rad() => Ops.Deg2rad.Call(this);

        /// <summary>Radians to degrees.</summary>
        public Tensor rad2deg() => Ops.Rad2deg.Call(this);

        /// <summary>The argument of a complex number; 0 or pi for a real one.</summary>
        public Tensor angle() => Ops.Angle.Call(this);
    }
}

file static class Ops
{
    internal static readonly Operator Acos = Operator.Get("aten::acos");
    internal static readonly Operator Acosh = Operator.Get("aten::acosh");
    internal static readonly Operator Angle = Operator.Get("aten::angle");
    internal static readonly Operator Asin = Operator.Get("aten::asin");
    internal static readonly Operator Asinh = Operator.Get("aten::asinh");
    internal static readonly Operator Atan = Operator.Get("aten::atan");
    internal static readonly Operator Atan2 = Operator.Get("aten::atan2");
    internal static readonly Operator Atanh = Operator.Get("aten::atanh");
    internal static readonly Operator Cos = Operator.Get("aten::cos");
    internal static readonly Operator CosInPlace = Operator.Get("aten::cos_");
    internal static readonly Operator Cosh = Operator.Get("aten::cosh");
    internal static readonly Operator Deg2rad = Operator.Get("aten::deg2rad");
    internal static readonly Operator Rad2deg = Operator.Get("aten::rad2deg");
    internal static readonly Operator Sin = Operator.Get("aten::sin");
    internal static readonly Operator SinInPlace = Operator.Get("aten::sin_");
    internal static readonly Operator Sinc = Operator.Get("aten::sinc");
    internal static readonly Operator Sinh = Operator.Get("aten::sinh");
    internal static readonly Operator Tan = Operator.Get("aten::tan");
    internal static readonly Operator Tanh = Operator.Get("aten::tanh");
    internal static readonly Operator TanhInPlace = Operator.Get("aten::tanh_");
}
