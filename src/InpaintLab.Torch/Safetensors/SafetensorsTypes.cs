using static TorchSharp.torch;

namespace InpaintLab.Torch.Safetensors;

/// <summary>One tensor in a file.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its sizes.</param>
/// <param name="Start">Its first byte, counted from the end of the header.</param>
/// <param name="Length">Its bytes: the product of the sizes times the size of an element.</param>
public sealed record SafetensorsEntry(string Name, ScalarType Type, IReadOnlyList<long> Shape, long Start, long Length);

internal static class SafetensorsTypes
{
    // In the order in which the reference implementation lays tensors out: by alignment, so that every one starts aligned.
    private static readonly (string Name, ScalarType Type, int Size)[] All =
    [
        ("I64", ScalarType.Int64, 8),
        ("F64", ScalarType.Float64, 8),
        ("F32", ScalarType.Float32, 4),
        ("I32", ScalarType.Int32, 4),
        ("BF16", ScalarType.BFloat16, 2),
        ("F16", ScalarType.Float16, 2),
        ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    internal static string Names => string.Join(", ", All.Select(entry => entry.Name));

    internal static (ScalarType Type, int Size)? Find(string name)
    {
        var index = Array.FindIndex(All, entry => entry.Name == name);
        return index < 0 ? null : (All[index].Type, All[index].Size);
    }

    /// <summary>Name, size in bytes and place in the file's order.</summary>
    /// <exception cref="ArgumentException">The format has no such type.</exception>
    internal static (string Name, int Size, int Order) Of(ScalarType type)
    {
        var index = Array.FindIndex(All, entry => entry.Type == type);
        return index < 0
            ? throw new ArgumentException($"safetensors: expected a type among {Names}; received {type}")
            : (All[index].Name, All[index].Size, index);
    }
}
