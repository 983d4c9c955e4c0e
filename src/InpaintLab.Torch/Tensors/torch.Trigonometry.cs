namespace TorchSharp;

/// <content>Trigonometric and hyperbolic functions, element by element, in radians.</content>
public static partial class torch
{
    /// <summary>Sine.</summary>
    public static Tensor sin(Tensor input) => input.sin();

    /// <summary>Cosine.</summary>
    public static Tensor cos(Tensor input) => input.cos();

    /// <summary>Tangent.</summary>
    public static Tensor tan(Tensor input) => input.tan();

    /// <summary>Arc sine.</summary>
    public static Tensor asin(Tensor input) => input.asin();

    /// <summary>Arc cosine.</summary>
    public static Tensor acos(Tensor input) => input.acos();

    /// <summary>Arc tangent.</summary>
    public static Tensor atan(Tensor input) => input.atan();

    /// <summary>The angle of the point (other, this).</summary>
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);

    /// <summary>Hyperbolic sine.</summary>
    public static Tensor sinh(Tensor input) => input.sinh();

    /// <summary>Hyperbolic cosine.</summary>
    public static Tensor cosh(Tensor input) => input.cosh();

    /// <summary>Inverse hyperbolic sine.</summary>
    public static Tensor asinh(Tensor input) => input.asinh();

    /// <summary>Inverse hyperbolic cosine.</summary>
    public static Tensor acosh(Tensor input) => input.acosh();

    /// <summary>Inverse hyperbolic tangent.</summary>
    public static Tensor atanh(Tensor input) => input.atanh();

    /// <summary>sin(pi x) / (pi x), 1 at 0.</summary>
    public static Tensor sinc(Tensor input) => input.sinc();

    /// <summary>Degrees to radians.</summary>
    public static Tensor deg2rad(Tensor input) => input.deg2rad();

    /// <summary>Radians to degrees.</summary>
    public static Tensor rad2deg(Tensor input) => input.rad2deg();

    /// <summary>The argument of a complex number; 0 or pi for a real one.</summary>
    public static Tensor angle(Tensor input) => input.angle();
}
