namespace TorchSharp;

/// <content>Sums, products, quotients and powers, element by element; the second operand is broadcast.</content>
public static partial class torch
{
    /// <summary>this + the operand.</summary>
    public static Tensor add(Tensor left, Tensor right) => left.add(right);

    /// <summary>this + the operand.</summary>
    public static Tensor add(Tensor left, Scalar right) => left.add(right);

    /// <summary>this + alpha times the operand.</summary>
    public static Tensor add(Tensor left, Tensor right, Scalar alpha) => left.add(right, alpha);

    /// <summary>this + alpha times the operand.</summary>
    public static Tensor add(Tensor left, Scalar right, Scalar alpha) => left.add(right, alpha);

    /// <summary>this - target.</summary>
    public static Tensor sub(Tensor left, Tensor right) => left.sub(right);

    /// <summary>this - target.</summary>
    public static Tensor sub(Tensor left, Scalar right) => left.sub(right);

    /// <summary>this * target.</summary>
    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    /// <summary>this * target.</summary>
    public static Tensor mul(Tensor left, Scalar right) => left.mul(right);

    /// <summary>this / other, rounded towards minus infinity.</summary>
    public static Tensor floor_divide(Tensor input, Tensor other) => input.floor_divide(other);

    /// <summary>The remainder of division, with the divisor's sign.</summary>
    public static Tensor remainder(Tensor left, Tensor right) => left.remainder(right);

    /// <summary>The remainder of division, with the divisor's sign.</summary>
    public static Tensor remainder(Tensor left, Scalar right) => left.remainder(right);

    /// <summary>The remainder of division, with the dividend's sign.</summary>
    public static Tensor fmod(Tensor left, Tensor right) => left.fmod(right);

    /// <summary>The remainder of division, with the dividend's sign.</summary>
    public static Tensor fmod(Tensor left, Scalar right) => left.fmod(right);

    /// <summary>this to the power of the exponent.</summary>
    public static Tensor pow(Tensor left, Tensor exponent) => left.pow(exponent);

    /// <summary>this to the power of the exponent.</summary>
    public static Tensor pow(Tensor left, Scalar exponent) => left.pow(exponent);

    /// <summary>Square root.</summary>
    public static Tensor sqrt(Tensor input) => input.sqrt();

    /// <summary>Reciprocal of the square root.</summary>
    public static Tensor rsqrt(Tensor input) => input.rsqrt();

    /// <summary>Square.</summary>
    public static Tensor square(Tensor input) => input.square();

    /// <summary>1 / x.</summary>
    public static Tensor reciprocal(Tensor input) => input.reciprocal();

    /// <summary>Negation.</summary>
    public static Tensor neg(Tensor input) => input.neg();

    /// <summary>Absolute value; of a complex number its magnitude.</summary>
    public static Tensor abs(Tensor input) => input.abs();

    /// <summary>-1, 0 or 1.</summary>
    public static Tensor sign(Tensor input) => input.sign();

    /// <summary>The root of the sum of squares.</summary>
    public static Tensor hypot(Tensor left, Tensor right) => left.hypot(right);

    /// <summary>this + value * tensor1 * tensor2.</summary>
    public static Tensor addcmul(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcmul(tensor1, tensor2, value);

    /// <summary>this + value * tensor1 / tensor2.</summary>
    public static Tensor addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, Scalar value) => input.addcdiv(tensor1, tensor2, value);

    /// <summary>this + weight * (end - this).</summary>
    public static Tensor lerp(Tensor input, Tensor end, Tensor weight) => input.lerp(end, weight);
}
