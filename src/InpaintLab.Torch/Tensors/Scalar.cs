namespace TorchSharp;

/// <summary>A number with its kind, as operators take it. A struct here (a disposable class in TorchSharp): it costs nothing.</summary>
public readonly struct Scalar
{
    private readonly long _bits;
    private readonly Kind _kind;

    private Scalar(Kind kind, long bits)
    {
        _kind = kind;
        _bits = bits;
    }

    private enum Kind : byte
    {
        Int,
        Double,
        Bool,
    }

    /// <summary>Its element type: Int64, Float64 or Bool.</summary>
    public torch.ScalarType Type => _kind switch
    {
        Kind.Int => torch.ScalarType.Int64,
        Kind.Double => torch.ScalarType.Float64,
        _ => torch.ScalarType.Bool,
    };

    internal bool IsDouble => _kind == Kind.Double;

    internal bool IsBool => _kind == Kind.Bool;

    internal double DoubleValue => BitConverter.Int64BitsToDouble(_bits);

    internal long IntValue => IsDouble ? throw new InvalidCastException($"the scalar {DoubleValue} is not an integer") : _bits;

    internal double AsDouble => IsDouble ? DoubleValue : _bits;

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(int value) => new(Kind.Int, value);

    /// <summary>A whole number.</summary>
    public static implicit operator Scalar(long value) => new(Kind.Int, value);

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(float value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A real number.</summary>
    public static implicit operator Scalar(double value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>True or false.</summary>
    public static implicit operator Scalar(bool value) => new(Kind.Bool, value ? 1 : 0);

    /// <inheritdoc/>
    public override string ToString() => _kind switch
    {
        Kind.Int => _bits.ToString(),
        Kind.Double => DoubleValue.ToString(),
        _ => _bits != 0 ? "true" : "false",
    };
}

/// <summary>Conversions of <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>Its value as a double.</summary>
    public static double ToDouble(this Scalar value) => value.AsDouble;

    /// <summary>Its value as a float.</summary>
    public static float ToSingle(this Scalar value) => (float)value.AsDouble;

    /// <summary>Its value as a long; an error for a real number.</summary>
    public static long ToInt64(this Scalar value) => value.IntValue;

    /// <summary>Its value as an int; an error for a real number.</summary>
    public static int ToInt32(this Scalar value) => checked((int)value.IntValue);

    /// <summary>Its value as a bool.</summary>
    public static bool ToBoolean(this Scalar value) => value.AsDouble != 0;

    /// <summary>A scalar of this number.</summary>
    public static Scalar ToScalar(this double value) => value;

    /// <summary>A scalar of this number.</summary>
    public static Scalar ToScalar(this float value) => value;

    /// <summary>A scalar of this number.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>A scalar of this number.</summary>
    public static Scalar ToScalar(this int value) => value;
}
