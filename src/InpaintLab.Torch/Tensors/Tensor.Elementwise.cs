using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Elementwise operators. Each mirrors the ATen operator of its name; operands broadcast; results are new tensors unless the name ends in "_".</content>
    public partial class Tensor
    {
        private static readonly Operator AbsOp = Operator.Get("aten::abs");
        private static readonly Operator AddScalarInPlaceOp = Operator.Get("aten::add_", "Scalar");
        private static readonly Operator AddScalarOp = Operator.Get("aten::add", "Scalar");
        private static readonly Operator AddTensorInPlaceOp = Operator.Get("aten::add_", "Tensor");
        private static readonly Operator AddTensorOp = Operator.Get("aten::add", "Tensor");
        private static readonly Operator AddcdivInPlaceOp = Operator.Get("aten::addcdiv_");
        private static readonly Operator AddcmulInPlaceOp = Operator.Get("aten::addcmul_");
        private static readonly Operator CeilOp = Operator.Get("aten::ceil");
        private static readonly Operator ClampInPlaceOp = Operator.Get("aten::clamp_");
        private static readonly Operator ClampMaxOp = Operator.Get("aten::clamp_max");
        private static readonly Operator ClampMinOp = Operator.Get("aten::clamp_min");
        private static readonly Operator ClampOp = Operator.Get("aten::clamp");
        private static readonly Operator CosOp = Operator.Get("aten::cos");
        private static readonly Operator DivScalarModeInPlaceOp = Operator.Get("aten::div_", "Scalar_mode");
        private static readonly Operator DivScalarModeOp = Operator.Get("aten::div", "Scalar_mode");
        private static readonly Operator DivScalarOp = Operator.Get("aten::div", "Scalar");
        private static readonly Operator DivTensorModeInPlaceOp = Operator.Get("aten::div_", "Tensor_mode");
        private static readonly Operator DivTensorModeOp = Operator.Get("aten::div", "Tensor_mode");
        private static readonly Operator DivTensorOp = Operator.Get("aten::div", "Tensor");
        private static readonly Operator EluOp = Operator.Get("aten::elu");
        private static readonly Operator EqScalarOp = Operator.Get("aten::eq", "Scalar");
        private static readonly Operator EqTensorOp = Operator.Get("aten::eq", "Tensor");
        private static readonly Operator ExpOp = Operator.Get("aten::exp");
        private static readonly Operator FillOp = Operator.Get("aten::fill_", "Scalar");
        private static readonly Operator FloorOp = Operator.Get("aten::floor");
        private static readonly Operator GeScalarOp = Operator.Get("aten::ge", "Scalar");
        private static readonly Operator GeTensorOp = Operator.Get("aten::ge", "Tensor");
        private static readonly Operator GeluOp = Operator.Get("aten::gelu");
        private static readonly Operator GtScalarOp = Operator.Get("aten::gt", "Scalar");
        private static readonly Operator GtTensorOp = Operator.Get("aten::gt", "Tensor");
        private static readonly Operator IsfiniteOp = Operator.Get("aten::isfinite");
        private static readonly Operator IsinfOp = Operator.Get("aten::isinf");
        private static readonly Operator IsnanOp = Operator.Get("aten::isnan");
        private static readonly Operator LeScalarOp = Operator.Get("aten::le", "Scalar");
        private static readonly Operator LeTensorOp = Operator.Get("aten::le", "Tensor");
        private static readonly Operator LeakyReluOp = Operator.Get("aten::leaky_relu");
        private static readonly Operator LerpInPlaceOp = Operator.Get("aten::lerp_", "Tensor");
        private static readonly Operator LerpOp = Operator.Get("aten::lerp", "Tensor");
        private static readonly Operator LogOp = Operator.Get("aten::log");
        private static readonly Operator LogicalNotOp = Operator.Get("aten::logical_not");
        private static readonly Operator LtScalarOp = Operator.Get("aten::lt", "Scalar");
        private static readonly Operator LtTensorOp = Operator.Get("aten::lt", "Tensor");
        private static readonly Operator MaskedFillOp = Operator.Get("aten::masked_fill", "Scalar");
        private static readonly Operator MaximumOp = Operator.Get("aten::maximum");
        private static readonly Operator MinimumOp = Operator.Get("aten::minimum");
        private static readonly Operator MulScalarInPlaceOp = Operator.Get("aten::mul_", "Scalar");
        private static readonly Operator MulScalarOp = Operator.Get("aten::mul", "Scalar");
        private static readonly Operator MulTensorInPlaceOp = Operator.Get("aten::mul_", "Tensor");
        private static readonly Operator MulTensorOp = Operator.Get("aten::mul", "Tensor");
        private static readonly Operator NeScalarOp = Operator.Get("aten::ne", "Scalar");
        private static readonly Operator NeTensorOp = Operator.Get("aten::ne", "Tensor");
        private static readonly Operator NegInPlaceOp = Operator.Get("aten::neg_");
        private static readonly Operator NegOp = Operator.Get("aten::neg");
        private static readonly Operator PowScalarOp = Operator.Get("aten::pow", "Tensor_Scalar");
        private static readonly Operator PowTensorOp = Operator.Get("aten::pow", "Tensor_Tensor");
        private static readonly Operator ReciprocalOp = Operator.Get("aten::reciprocal");
        private static readonly Operator ReluInPlaceOp = Operator.Get("aten::relu_");
        private static readonly Operator ReluOp = Operator.Get("aten::relu");
        private static readonly Operator RoundOp = Operator.Get("aten::round", "decimals");
        private static readonly Operator RsqrtOp = Operator.Get("aten::rsqrt");
        private static readonly Operator SigmoidInPlaceOp = Operator.Get("aten::sigmoid_");
        private static readonly Operator SigmoidOp = Operator.Get("aten::sigmoid");
        private static readonly Operator SignOp = Operator.Get("aten::sign");
        private static readonly Operator SiluOp = Operator.Get("aten::silu");
        private static readonly Operator SinOp = Operator.Get("aten::sin");
        private static readonly Operator SoftmaxOp = Operator.Get("aten::softmax", "int");
        private static readonly Operator SqrtInPlaceOp = Operator.Get("aten::sqrt_");
        private static readonly Operator SqrtOp = Operator.Get("aten::sqrt");
        private static readonly Operator SquareOp = Operator.Get("aten::square");
        private static readonly Operator SubScalarInPlaceOp = Operator.Get("aten::sub_", "Scalar");
        private static readonly Operator SubScalarOp = Operator.Get("aten::sub", "Scalar");
        private static readonly Operator SubTensorInPlaceOp = Operator.Get("aten::sub_", "Tensor");
        private static readonly Operator SubTensorOp = Operator.Get("aten::sub", "Tensor");
        private static readonly Operator TanhInPlaceOp = Operator.Get("aten::tanh_");
        private static readonly Operator TanhOp = Operator.Get("aten::tanh");
        private static readonly Operator ZeroInPlaceOp = Operator.Get("aten::zero_");

        /// <summary>Absolute value.</summary>
        public Tensor abs() => AbsOp.Call(this);

        /// <summary>Negation.</summary>
        public Tensor neg() => NegOp.Call(this);

        /// <summary>e to the power of each element.</summary>
        public Tensor exp() => ExpOp.Call(this);

        /// <summary>Natural logarithm.</summary>
        public Tensor log() => LogOp.Call(this);

        /// <summary>Square root.</summary>
        public Tensor sqrt() => SqrtOp.Call(this);

        /// <summary>Reciprocal of the square root.</summary>
        public Tensor rsqrt() => RsqrtOp.Call(this);

        /// <summary>Square.</summary>
        public Tensor square() => SquareOp.Call(this);

        /// <summary>Logistic function, into (0, 1).</summary>
        public Tensor sigmoid() => SigmoidOp.Call(this);

        /// <summary>Hyperbolic tangent, into (-1, 1).</summary>
        public Tensor tanh() => TanhOp.Call(this);

        /// <summary>max(0, x).</summary>
        public Tensor relu() => ReluOp.Call(this);

        /// <summary>x sigmoid(x).</summary>
        public Tensor silu() => SiluOp.Call(this);

        /// <summary>Largest integer not above.</summary>
        public Tensor floor() => FloorOp.Call(this);

        /// <summary>Smallest integer not below.</summary>
        public Tensor ceil() => CeilOp.Call(this);

        /// <summary>-1, 0 or 1.</summary>
        public Tensor sign() => SignOp.Call(this);

        /// <summary>Sine.</summary>
        public Tensor sin() => SinOp.Call(this);

        /// <summary>Cosine.</summary>
        public Tensor cos() => CosOp.Call(this);

        /// <summary>1 / x.</summary>
        public Tensor reciprocal() => ReciprocalOp.Call(this);

        /// <summary>Where the element is NaN (bool).</summary>
        public Tensor isnan() => IsnanOp.Call(this);

        /// <summary>Where the element is infinite (bool).</summary>
        public Tensor isinf() => IsinfOp.Call(this);

        /// <summary>Where the element is finite (bool).</summary>
        public Tensor isfinite() => IsfiniteOp.Call(this);

        /// <summary>Where the element is zero (bool).</summary>
        public Tensor logical_not() => LogicalNotOp.Call(this);

        /// <summary>Sets all elements to 0.</summary>
        public Tensor zero_() => InPlace(ZeroInPlaceOp);

        /// <summary>Square root in place.</summary>
        public Tensor sqrt_() => InPlace(SqrtInPlaceOp);

        /// <summary>Negation in place.</summary>
        public Tensor neg_() => InPlace(NegInPlaceOp);

        /// <summary>Logistic function in place.</summary>
        public Tensor sigmoid_() => InPlace(SigmoidInPlaceOp);

        /// <summary>max(0, x) in place.</summary>
        public Tensor relu_() => InPlace(ReluInPlaceOp);

        /// <summary>Hyperbolic tangent in place.</summary>
        public Tensor tanh_() => InPlace(TanhInPlaceOp);

        /// <summary>this + target.</summary>
        public Tensor add(Tensor target) => AddTensorOp.Call(this, target);

        /// <summary>this + target * alpha.</summary>
        public Tensor add(Tensor target, Scalar alpha) => AddTensorOp.Call(this, target, alpha);

        /// <summary>this + target * alpha, in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(AddTensorInPlaceOp, target, alpha);

        /// <summary>this + scalar.</summary>
        public Tensor add(Scalar scalar) => AddScalarOp.Call(this, scalar);

        /// <summary>this + target, in place.</summary>
        public Tensor add_(Tensor target) => InPlace(AddTensorInPlaceOp, target);

        /// <summary>this + scalar, in place.</summary>
        public Tensor add_(Scalar scalar) => InPlace(AddScalarInPlaceOp, scalar);

        /// <summary>this - target.</summary>
        public Tensor sub(Tensor target) => SubTensorOp.Call(this, target);

        /// <summary>this - target.</summary>
        public Tensor sub(Scalar target) => SubScalarOp.Call(this, target);

        /// <summary>this - target, in place.</summary>
        public Tensor sub_(Tensor target) => InPlace(SubTensorInPlaceOp, target);

        /// <summary>this - target, in place.</summary>
        public Tensor sub_(Scalar target) => InPlace(SubScalarInPlaceOp, target);

        /// <summary>this * target.</summary>
        public Tensor mul(Tensor target) => MulTensorOp.Call(this, target);

        /// <summary>this * target, in place.</summary>
        public Tensor mul_(Tensor target) => InPlace(MulTensorInPlaceOp, target);

        /// <summary>this * target.</summary>
        public Tensor mul(Scalar target) => MulScalarOp.Call(this, target);

        /// <summary>this * target, in place.</summary>
        public Tensor mul_(Scalar target) => InPlace(MulScalarInPlaceOp, target);

        /// <summary>this / target, rounded as asked.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? DivTensorOp.Call(this, target) : DivTensorModeOp.Call(this, target, NameOf(rounding_mode));

        /// <summary>this / target in place, rounded as asked.</summary>
        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(DivTensorModeInPlaceOp, target, NameOf(rounding_mode));

        /// <summary>this / target, rounded as asked.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None ? DivScalarOp.Call(this, target) : DivScalarModeOp.Call(this, target, NameOf(rounding_mode));

        /// <summary>this / target in place, rounded as asked.</summary>
        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => InPlace(DivScalarModeInPlaceOp, target, NameOf(rounding_mode));

        /// <summary>this to the power of the exponent.</summary>
        public Tensor pow(Tensor exponent) => PowTensorOp.Call(this, exponent);

        /// <summary>this to the power of the exponent.</summary>
        public Tensor pow(Scalar exponent) => PowScalarOp.Call(this, exponent);

        /// <summary>Where this is equal (bool).</summary>
        public Tensor eq(Tensor target) => EqTensorOp.Call(this, target);

        /// <summary>Where this is equal (bool).</summary>
        public Tensor eq(Scalar target) => EqScalarOp.Call(this, target);

        /// <summary>Where this is not equal (bool).</summary>
        public Tensor ne(Tensor target) => NeTensorOp.Call(this, target);

        /// <summary>Where this is not equal (bool).</summary>
        public Tensor ne(Scalar target) => NeScalarOp.Call(this, target);

        /// <summary>Where this is less (bool).</summary>
        public Tensor lt(Tensor target) => LtTensorOp.Call(this, target);

        /// <summary>Where this is less (bool).</summary>
        public Tensor lt(Scalar target) => LtScalarOp.Call(this, target);

        /// <summary>Where this is less or equal (bool).</summary>
        public Tensor le(Tensor target) => LeTensorOp.Call(this, target);

        /// <summary>Where this is less or equal (bool).</summary>
        public Tensor le(Scalar target) => LeScalarOp.Call(this, target);

        /// <summary>Where this is greater (bool).</summary>
        public Tensor gt(Tensor target) => GtTensorOp.Call(this, target);

        /// <summary>Where this is greater (bool).</summary>
        public Tensor gt(Scalar target) => GtScalarOp.Call(this, target);

        /// <summary>Where this is greater or equal (bool).</summary>
        public Tensor ge(Tensor target) => GeTensorOp.Call(this, target);

        /// <summary>Where this is greater or equal (bool).</summary>
        public Tensor ge(Scalar target) => GeScalarOp.Call(this, target);

        /// <summary>The elements limited to [min, max]; null leaves that side open.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => ClampOp.Call(this, min, max);

        /// <summary>The same in place.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(ClampInPlaceOp, min, max);

        /// <summary>max(this, min).</summary>
        public Tensor clamp_min(Scalar min) => ClampMinOp.Call(this, min);

        /// <summary>min(this, max).</summary>
        public Tensor clamp_max(Scalar max) => ClampMaxOp.Call(this, max);

        /// <summary>Elementwise maximum of two tensors.</summary>
        public Tensor maximum(Tensor other) => MaximumOp.Call(this, other);

        /// <summary>Elementwise minimum of two tensors.</summary>
        public Tensor minimum(Tensor other) => MinimumOp.Call(this, other);

        /// <summary>this + weight * (end - this).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => LerpOp.Call(this, end, weight);

        /// <summary>this + weight * (end - this), in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(LerpInPlaceOp, end, weight);

        /// <summary>this + value * tensor1 * tensor2, in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(AddcmulInPlaceOp, tensor1, tensor2, value);

        /// <summary>this + value * tensor1 / tensor2, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(AddcdivInPlaceOp, tensor1, tensor2, value);

        /// <summary>The elements rounded to the given number of decimals (halves to even).</summary>
        public Tensor round(long decimals = 0) => RoundOp.Call(this, decimals);

        /// <summary>Sets all elements to the value.</summary>
        public Tensor fill_(Scalar value) => InPlace(FillOp, value);

        /// <summary>The elements with those under a true mask replaced by the value.</summary>
        public Tensor masked_fill(Tensor mask, Scalar value) => MaskedFillOp.Call(this, mask, value);

        /// <summary>This where the condition holds, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => torch.where(condition, this, y);

        /// <summary>x where positive, slope * x elsewhere.</summary>
        public Tensor leaky_relu(Scalar negative_slope) => LeakyReluOp.Call(this, negative_slope);

        /// <summary>x where positive, alpha * (e^x - 1) elsewhere.</summary>
        public Tensor elu(double alpha = 1.0) => EluOp.Call(this, alpha);

        /// <summary>x times the normal distribution function at x (the exact form, by erf).</summary>
        public Tensor gelu() => GeluOp.Call(this);

        /// <summary>Exponentials along dim divided by their sum.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => SoftmaxOp.Call(this, dim, dtype);

        private static string? NameOf(RoundingMode mode) => mode switch
        {
            RoundingMode.trunc => "trunc",
            RoundingMode.floor => "floor",
            _ => null,
        };
    }
}
