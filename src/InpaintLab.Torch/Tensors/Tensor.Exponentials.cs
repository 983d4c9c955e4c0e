using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Exponentials, logarithms and their kin, element by element.</content>
    public partial class Tensor
    {
        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => Ops.Exp.Call(this);

        /// <summary>e to the power of each element, in place.</summary>
        public Tensor exp_() => InPlace(Ops.ExpInPlace);

        /// <summary>2 to the power of each element.</summary>
        public Tensor exp2() => Ops.Exp2.Call(this);

        /// <summary>exp(x) - 1, exact near 0.</summary>
        public Tensor expm1() => Ops.Expm1.Call(this);

        /// <summary>Natural logarithm.</summary>
        public Tensor log() => Ops.Log.Call(this);

        /// <summary>Natural logarithm in place.</summary>
        public Tensor log_() => InPlace(Ops.LogInPlace);

        /// <summary>Logarithm to base 2.</summary>
        public Tensor log2() => Ops.Log2.Call(this);

        /// <summary>Logarithm to base 10.</summary>
        public Tensor log10() => Ops.Log10.Call(this);

        /// <summary>log(1 + x), exact near 0.</summary>
        public Tensor log1p() => Ops.Log1p.Call(this);

        /// <summary>log(1 + x) in place.</summary>
        public Tensor log1p_() => InPlace(Ops.Log1pInPlace);

        /// <summary>log(exp(this) + exp(other)), without overflow.</summary>
        public Tensor logaddexp(Tensor other) => Ops.Logaddexp.Call(this, other);

        /// <summary>log2(2^this + 2^other), without overflow.</summary>
        public Tensor logaddexp2(Tensor other) => Ops.Logaddexp2.Call(this, other);

        /// <summary>log(x / (1 - x)); x is clamped to [eps, 1 - eps] first when eps is given.</summary>
        public Tensor logit(double? eps = null) => Ops.Logit.Call(this, eps);

        /// <summary>this * log(y), 0 where this is 0.</summary>
        public Tensor xlogy(Tensor y) => Ops.XlogyTensor.Call(this, y);

        /// <summary>this * log(y), 0 where this is 0.</summary>
        public Tensor xlogy(Scalar y) => Ops.XlogyScalarOther.Call(this, y);

        /// <summary>The error function.</summary>
        public Tensor erf() => Ops.Erf.Call(this);

        /// <summary>1 - erf(x).</summary>
        public Tensor erfc() => Ops.Erfc.Call(this);

        /// <summary>The inverse of the error function.</summary>
        public Tensor erfinv() => Ops.Erfinv.Call(this);

        /// <summary>The logarithm of the gamma function's magnitude.</summary>
        public Tensor lgamma() => Ops.Lgamma.Call(this);

        /// <summary>The derivative of the gamma function's logarithm.</summary>
        public Tensor digamma() => Ops.Digamma.Call(this);

        /// <summary>The modified Bessel function of the first kind, order 0.</summary>
        public Tensor i0() => Ops.I0.Call(this);
    }
}

file static class Ops
{
    internal static readonly Operator Digamma = Operator.Get("aten::digamma");
    internal static readonly Operator Erf = Operator.Get("aten::erf");
    internal static readonly Operator Erfc = Operator.Get("aten::erfc");
    internal static readonly Operator Erfinv = Operator.Get("aten::erfinv");
    internal static readonly Operator Exp = Operator.Get("aten::exp");
    internal static readonly Operator Exp2 = Operator.Get("aten::exp2");
    internal static readonly Operator ExpInPlace = Operator.Get("aten::exp_");
    internal static readonly Operator Expm1 = Operator.Get("aten::expm1");
    internal static readonly Operator I0 = Operator.Get("aten::i0");
    internal static readonly Operator Lgamma = Operator.Get("aten::lgamma");
    internal static readonly Operator Log = Operator.Get("aten::log");
    internal static readonly Operator Log10 = Operator.Get("aten::log10");
    internal static readonly Operator Log1p = Operator.Get("aten::log1p");
    internal static readonly Operator Log1pInPlace = Operator.Get("aten::log1p_");
    internal static readonly Operator Log2 = Operator.Get("aten::log2");
    internal static readonly Operator LogInPlace = Operator.Get("aten::log_");
    internal static readonly Operator Logaddexp = Operator.Get("aten::logaddexp");
    internal static readonly Operator Logaddexp2 = Operator.Get("aten::logaddexp2");
    internal static readonly Operator Logit = Operator.Get("aten::logit");
    internal static readonly Operator XlogyScalarOther = Operator.Get("aten::xlogy", "Scalar_Other");
    internal static readonly Operator XlogyTensor = Operator.Get("aten::xlogy", "Tensor");
}
