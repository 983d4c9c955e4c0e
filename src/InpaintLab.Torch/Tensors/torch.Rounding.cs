namespace TorchSharp;

/// <content>Rounding and limits, element by element.</content>
public static partial class torch
{
    /// <summary>Largest integer not above.</summary>
    public static Tensor floor(Tensor input) => input.floor();

    /// <summary>Smallest integer not below.</summary>
    public static Tensor ceil(Tensor input) => input.ceil();

    /// <summary>To the nearest integer, or this many decimals; ties go to the even one.</summary>
    public static Tensor round(Tensor input, long decimals = 0) => input.round(decimals);

    /// <summary>The integer part.</summary>
    public static Tensor trunc(Tensor input) => input.trunc();

    /// <summary>The part after the point, with the number's sign.</summary>
    public static Tensor frac(Tensor input) => input.frac();

    /// <summary>Limits to [min, max]; null is no limit.</summary>
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);

    /// <summary>Limits to [min, max]; null is no limit.</summary>
    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);

    /// <summary>At least min.</summary>
    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);

    /// <summary>At most max.</summary>
    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);

    /// <summary>The larger of two; NaN where either is.</summary>
    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    /// <summary>The smaller of two; NaN where either is.</summary>
    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    /// <summary>The larger of two; NaN where either is.</summary>
    public static Tensor max(Tensor input, Tensor other) => input.max(other);

    /// <summary>The smaller of two; NaN where either is.</summary>
    public static Tensor min(Tensor input, Tensor other) => input.min(other);

    /// <summary>The larger of two; NaN only where both are.</summary>
    public static Tensor fmax(Tensor input, Tensor other) => input.fmax(other);

    /// <summary>The smaller of two; NaN only where both are.</summary>
    public static Tensor fmin(Tensor input, Tensor other) => input.fmin(other);

    /// <summary>Replaces NaN and, by the type's limits unless given, the infinities.</summary>
    public static Tensor nan_to_num(Tensor input, double nan = 0, double? posinf = null, double? neginf = null) =>
        input.nan_to_num(nan, posinf, neginf);

    /// <summary>This magnitude with the other's sign.</summary>
    public static Tensor copysign(Tensor input, Tensor other) => input.copysign(other);

    /// <summary>0 below zero, 1 above, and the other at zero.</summary>
    public static Tensor heaviside(Tensor input, Tensor values) => input.heaviside(values);
}
