using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Torch.Interop;

/// <summary>
/// One argument of an operator call. It keeps a reference to its object, so that a tensor cannot be finalised between the moment its
/// handle is read and the end of the native call.
/// </summary>
internal readonly struct Arg
{
    internal readonly object? Object;
    internal readonly long Bits;
    internal readonly Tag Tag;

    private Arg(Tag tag, long bits = 0, object? value = null)
    {
        Tag = tag;
        Bits = bits;
        Object = value;
    }

    internal static Arg None => default;

    public static implicit operator Arg(Tensor? value) => new(Tag.Tensor, 0, value);

    public static implicit operator Arg(Tensor?[]? value) => value is null ? default : new(Tag.TensorList, value.Length, value);

    public static implicit operator Arg(List<Tensor> value) => new(Tag.TensorList, value.Count, value.ToArray());

    public static implicit operator Arg(Scalar value) =>
        value.IsDouble ? value.DoubleValue : new Arg(value.IsBool ? Tag.Bool : Tag.Int, value.IntValue);

    public static implicit operator Arg(Scalar? value) => value is { } scalar ? scalar : default(Arg);

    public static implicit operator Arg(long value) => new(Tag.Int, value);

    public static implicit operator Arg(long? value) => value is { } number ? number : default(Arg);

    public static implicit operator Arg(int value) => new(Tag.Int, value);

    public static implicit operator Arg(double value) => new(Tag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is { } number ? number : default(Arg);

    public static implicit operator Arg(bool value) => new(Tag.Bool, value ? 1 : 0);

    public static implicit operator Arg(bool? value) => value is { } flag ? flag : default(Arg);

    public static implicit operator Arg(long[]? value) => value is null ? default : new(Tag.IntList, value.Length, value);

    public static implicit operator Arg(double[]? value) => value is null ? default : new(Tag.DoubleList, value.Length, value);

    public static implicit operator Arg(bool[]? value) => value is null ? default : new(Tag.BoolList, value.Length, value);

    public static implicit operator Arg(string? value) => value is null ? default : new(Tag.String, 0, value);

    public static implicit operator Arg(ScalarType value) => new(Tag.Int, (long)value);

    public static implicit operator Arg(ScalarType? value) => value is { } type ? type : default(Arg);

    public static implicit operator Arg(MemoryFormat value) => new(Tag.Int, (long)value);

    public static implicit operator Arg(Device? value) => value is null ? default : new(Tag.Device, value.Packed);

    public static implicit operator Arg(Generator? value) => value is null ? default : new(Tag.Generator, 0, value);
}
