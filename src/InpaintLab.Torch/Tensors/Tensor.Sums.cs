using InpaintLab.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    /// <content>Sums, products, quotients and powers, element by element; the second operand is broadcast.</content>
    public partial class Tensor
    {
        /// <summary>this + the operand.</summary>
        public Tensor add(Tensor target) => Ops.AddTensor.Call(this, target);

        /// <summary>this + the operand.</summary>
        public Tensor add(Scalar scalar) => Ops.AddScalar.Call(this, scalar);

        /// <summary>this + alpha times the operand.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Ops.AddTensor.Call(this, target, alpha);

        /// <summary>this + alpha times the operand.</summary>
        public Tensor add(Scalar scalar, Scalar alpha) => Ops.AddScalar.Call(this, scalar, alpha);

        /// <summary>this + the operand, in place.</summary>
        public Tensor add_(Tensor target) => InPlace(Ops.AddTensorInPlace, target);

        /// <summary>this + the operand, in place.</summary>
        public Tensor add_(Scalar scalar) => InPlace(Ops.AddScalarInPlace, scalar);

        /// <summary>this + alpha times the operand, in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(Ops.AddTensorInPlace, target, alpha);

        /// <summary>this + alpha times the operand, in place.</summary>
        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace(Ops.AddScalarInPlace, scalar, alpha);

        /// <summary>this - target.</summary>
        public Tensor sub(Tensor target) => Ops.SubTensor.Call(this, target);

        /// <summary>this - target.</summary>
        public Tensor sub(Scalar target) => Ops.SubScalar.Call(this, target);

        /// <summary>this - target, in place.</summary>
        public Tensor sub_(Tensor target) => InPlace(Ops.SubTensorInPlace, target);

        /// <summary>this - target, in place.</summary>
        public Tensor sub_(Scalar target) => InPlace(Ops.SubScalarInPlace, target);

        /// <summary>this * target.</summary>
        public Tensor mul(Tensor target) => Ops.MulTensor.Call(this, target);

        /// <summary>this * target.</summary>
        public Tensor mul(Scalar target) => Ops.MulScalar.Call(this, target);

        /// <summary>this * target, in place.</summary>
        public Tensor mul_(Tensor target) => InPlace(Ops.MulTensorInPlace, target);

        /// <summary>this * target, in place.</summary>
        public Tensor mul_(Scalar target) => InPlace(Ops.MulScalarInPlace, target);

        /// <summary>this / other, rounded towards minus infinity.</summary>
        public Tensor floor_divide(Tensor other) => Ops.FloorDivide.Call(this, other);

        /// <summary>this / other, rounded towards minus infinity.</summary>
        public Tensor floor_divide(Scalar other) => Ops.FloorDivideScalar.Call(this, other);

        /// <summary>this / other, rounded towards minus infinity, in place.</summary>
        public Tensor floor_divide_(Tensor other) => InPlace(Ops.FloorDivideTensorInPlace, other);

        /// <summary>this / other, rounded towards minus infinity, in place.</summary>
        public Tensor floor_divide_(Scalar other) => InPlace(Ops.FloorDivideScalarInPlace, other);

        /// <summary>The remainder of division, with the divisor's sign.</summary>
        public Tensor remainder(Tensor target) => Ops.RemainderTensor.Call(this, target);

        /// <summary>The remainder of division, with the divisor's sign.</summary>
        public Tensor remainder(Scalar scalar) => Ops.RemainderScalar.Call(this, scalar);

        /// <summary>The remainder of division with the divisor's sign, in place.</summary>
        public Tensor remainder_(Tensor target) => InPlace(Ops.RemainderTensorInPlace, target);

        /// <summary>The remainder of division with the divisor's sign, in place.</summary>
        public Tensor remainder_(Scalar scalar) => InPlace(Ops.RemainderScalarInPlace, scalar);

        /// <summary>The remainder of division, with the dividend's sign.</summary>
        public Tensor fmod(Tensor target) => Ops.FmodTensor.Call(this, target);

        /// <summary>The remainder of division, with the dividend's sign.</summary>
        public Tensor fmod(Scalar scalar) => Ops.FmodScalar.Call(this, scalar);

        /// <summary>this to the power of the exponent.</summary>
        public Tensor pow(Tensor exponent) => Ops.PowTensorTensor.Call(this, exponent);

        /// <summary>this to the power of the exponent.</summary>
        public Tensor pow(Scalar exponent) => Ops.PowTensorScalar.Call(this, exponent);

        /// <summary>this to the power of the exponent, in place.</summary>
        public Tensor pow_(Tensor exponent) => InPlace(Ops.PowTensorInPlace, exponent);

        /// <summary>this to the power of the exponent, in place.</summary>
        public Tensor pow_(Scalar exponent) => InPlace(Ops.PowScalarInPlace, exponent);

        /// <summary>Square root.</summary>
        public Tensor sqrt() => Ops.Sqrt.Call(this);

        /// <summary>Square root in place.</summary>
        public Tensor sqrt_() => InPlace(Ops.SqrtInPlace);

        /// <summary>Reciprocal of the square root.</summary>
        public Tensor rsqrt() => Ops.Rsqrt.Call(this);

        /// <summary>Reciprocal of the square root in place.</summary>
        public Tensor rsqrt_() => InPlace(Ops.RsqrtInPlace);

        /// <summary>Square.</summary>
        public Tensor square() => Ops.Square.Call(this);

        /// <summary>1 / x.</summary>
        public Tensor reciprocal() => Ops.Reciprocal.Call(this);

        /// <summary>1 / x in place.</summary>
        public Tensor reciprocal_() => InPlace(Ops.ReciprocalInPlace);

        /// <summary>Negation.</summary>
        public Tensor neg() => Ops.Neg.Call(this);

        /// <summary>Negation in place.</summary>
        public Tensor neg_() => InPlace(Ops.NegInPlace);

        /// <summary>Absolute value; of a complex number its magnitude.</summary>
        public Tensor abs() => Ops.Abs.Call(this);

        /// <summary>Absolute value in place.</summary>
        public Tensor abs_() => InPlace(Ops.AbsInPlace);

        /// <summary>-1, 0 or 1.</summary>
        public Tensor sign() => Ops.Sign.Call(this);

        /// <summary>-1, 0 or 1, in place.</summary>
        public Tensor sign_() => InPlace(Ops.SignInPlace);

        /// <summary>The root of the sum of squares.</summary>
        public Tensor hypot(Tensor other) => Ops.Hypot.Call(this, other);

        /// <summary>this + value * tensor1 * tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.Addcmul.Call(this, tensor1, tensor2, value);

        /// <summary>this + value * tensor1 * tensor2, in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(Ops.AddcmulInPlace, tensor1, tensor2, value);

        /// <summary>this + value * tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Ops.Addcdiv.Call(this, tensor1, tensor2, value);

        /// <summary>this + tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Ops.Addcdiv.Call(this, tensor1, tensor2);

        /// <summary>this + value * tensor1 / tensor2, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(Ops.AddcdivInPlace, tensor1, tensor2, value);

        /// <summary>this + tensor1 / tensor2, in place.</summary>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => InPlace(Ops.AddcdivInPlace, tensor1, tensor2);

        /// <summary>this + weight * (end - this).</summary>
        public Tensor lerp(Tensor end, Tensor weight) => Ops.LerpTensor.Call(this, end, weight);

        /// <summary>this + weight * (end - this), in place.</summary>
        public Tensor lerp_(Tensor end, Tensor weight) => InPlace(Ops.LerpTensorInPlace, end, weight);
    }
}

file static class Ops
{
    internal static readonly Operator Abs = Operator.Get("aten::abs");
    internal static readonly Operator AbsInPlace = Operator.Get("aten::abs_");
    internal static readonly Operator AddScalar = Operator.Get("aten::add", "Scalar");
    internal static readonly Operator AddScalarInPlace = Operator.Get("aten::add_", "Scalar");
    internal static readonly Operator AddTensor = Operator.Get("aten::add", "Tensor");
    internal static readonly Operator AddTensorInPlace = Operator.Get("aten::add_", "Tensor");
    internal static readonly Operator Addcdiv = Operator.Get("aten::addcdiv");
    internal static readonly Operator AddcdivInPlace = Operator.Get("aten::addcdiv_");
    internal static readonly Operator Addcmul = Operator.Get("aten::addcmul");
    internal static readonly Operator AddcmulInPlace = Operator.Get("aten::addcmul_");
    internal static readonly Operator FloorDivide = Operator.Get("aten::floor_divide");
    internal static readonly Operator FloorDivideScalar = Operator.Get("aten::floor_divide", "Scalar");
    internal static readonly Operator FloorDivideScalarInPlace = Operator.Get("aten::floor_divide_", "Scalar");
    internal static readonly Operator FloorDivideTensorInPlace = Operator.Get("aten::floor_divide_", "Tensor");
    internal static readonly Operator FmodScalar = Operator.Get("aten::fmod", "Scalar");
    internal static readonly Operator FmodTensor = Operator.Get("aten::fmod", "Tensor");
    internal static readonly Operator Hypot = Operator.Get("aten::hypot");
    internal static readonly Operator LerpTensor = Operator.Get("aten::lerp", "Tensor");
    internal static readonly Operator LerpTensorInPlace = Operator.Get("aten::lerp_", "Tensor");
    internal static readonly Operator MulScalar = Operator.Get("aten::mul", "Scalar");
    internal static readonly Operator MulScalarInPlace = Operator.Get("aten::mul_", "Scalar");
    internal static readonly Operator MulTensor = Operator.Get("aten::mul", "Tensor");
    internal static readonly Operator MulTensorInPlace = Operator.Get("aten::mul_", "Tensor");
    internal static readonly Operator Neg = Operator.Get("aten::neg");
    internal static readonly Operator NegInPlace = Operator.Get("aten::neg_");
    internal static readonly Operator PowScalarInPlace = Operator.Get("aten::pow_", "Scalar");
    internal static readonly Operator PowTensorInPlace = Operator.Get("aten::pow_", "Tensor");
    internal static readonly Operator PowTensorScalar = Operator.Get("aten::pow", "Tensor_Scalar");
    internal static readonly Operator PowTensorTensor = Operator.Get("aten::pow", "Tensor_Tensor");
    internal static readonly Operator Reciprocal = Operator.Get("aten::reciprocal");
    internal static readonly Operator ReciprocalInPlace = Operator.Get("aten::reciprocal_");
    internal static readonly Operator RemainderScalar = Operator.Get("aten::remainder", "Scalar");
    internal static readonly Operator RemainderScalarInPlace = Operator.Get("aten::remainder_", "Scalar");
    internal static readonly Operator RemainderTensor = Operator.Get("aten::remainder", "Tensor");
    internal static readonly Operator RemainderTensorInPlace = Operator.Get("aten::remainder_", "Tensor");
    internal static readonly Operator Rsqrt = Operator.Get("aten::rsqrt");
    internal static readonly Operator RsqrtInPlace = Operator.Get("aten::rsqrt_");
    internal static readonly Operator Sign = Operator.Get("aten::sign");
    internal static readonly Operator SignInPlace = Operator.Get("aten::sign_");
    internal static readonly Operator Sqrt = Operator.Get("aten::sqrt");
    internal static readonly Operator SqrtInPlace = Operator.Get("aten::sqrt_");
    internal static readonly Operator Square = Operator.Get("aten::square");
    internal static readonly Operator SubScalar = Operator.Get("aten::sub", "Scalar");
    internal static readonly Operator SubScalarInPlace = Operator.Get("aten::sub_", "Scalar");
    internal static readonly Operator SubTensor = Operator.Get("aten::sub", "Tensor");
    internal static readonly Operator SubTensorInPlace = Operator.Get("aten::sub_", "Tensor");
}
