using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Conversions between tensors and numbers.</summary>
public static class TensorExtensionMethods
{
    /// <summary>Bytes of one element.</summary>
    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type"),
    };

    /// <summary>The product of the sizes.</summary>
    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (a, b) => a * b);

    /// <summary>Its one element as a double.</summary>
    public static double ToDouble(this Tensor value) => value.item<double>();

    /// <summary>Its one element as a float.</summary>
    public static float ToSingle(this Tensor value) => value.item<float>();

    /// <summary>Its one element as a long.</summary>
    public static long ToInt64(this Tensor value) => value.item<long>();

    /// <summary>Its one element as an int.</summary>
    public static int ToInt32(this Tensor value) => value.item<int>();

    /// <summary>Its one element as a bool.</summary>
    public static bool ToBoolean(this Tensor value) => value.item<bool>();

    internal static ScalarType TypeOf<T>() => Type.GetTypeCode(typeof(T)) switch
    {
        TypeCode.Byte => ScalarType.Byte,
        TypeCode.SByte => ScalarType.Int8,
        TypeCode.Int16 => ScalarType.Int16,
        TypeCode.Int32 => ScalarType.Int32,
        TypeCode.Int64 => ScalarType.Int64,
        TypeCode.Single => ScalarType.Float32,
        TypeCode.Double => ScalarType.Float64,
        TypeCode.Boolean => ScalarType.Bool,
        _ when typeof(T) == typeof(Half) => ScalarType.Float16,
        _ => throw new ArgumentException($"no tensor holds elements of type {typeof(T).Name}"),
    };
}
