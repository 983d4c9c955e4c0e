using static TorchSharp.torch;

namespace InpaintLab.Torch.Pickle;

/// <summary>
/// The names of Python's that weights need, and what calling them makes. Nothing else is ever looked up, let alone executed: a pickle is a
/// program, and this is the whole of its library.
/// </summary>
internal static class PickleGlobals
{
    private static readonly Dictionary<string, ScalarType> Storages = new()
    {
        ["FloatStorage"] = ScalarType.Float32,
        ["DoubleStorage"] = ScalarType.Float64,
        ["HalfStorage"] = ScalarType.Float16,
        ["BFloat16Storage"] = ScalarType.BFloat16,
        ["LongStorage"] = ScalarType.Int64,
        ["IntStorage"] = ScalarType.Int32,
        ["ShortStorage"] = ScalarType.Int16,
        ["CharStorage"] = ScalarType.Int8,
        ["ByteStorage"] = ScalarType.Byte,
        ["BoolStorage"] = ScalarType.Bool,
        ["ComplexFloatStorage"] = ScalarType.ComplexFloat32,
        ["ComplexDoubleStorage"] = ScalarType.ComplexFloat64,
    };

    private static readonly Dictionary<string, Func<object?[], PickleInput, object?>> Functions = new()
    {
        ["collections.OrderedDict"] = OrderedDict,
        ["torch.Size"] = (arguments, input) =>
            arguments is [object?[] or List<object?>] ? arguments[0] : throw Arguments(input, "torch.Size"),
        ["torch._utils._rebuild_tensor"] = (arguments, input) => Tensor(arguments, input, least: 4),
        ["torch._utils._rebuild_tensor_v2"] = (arguments, input) => Tensor(arguments, input, least: 6),
        ["torch._utils._rebuild_parameter"] = Parameter,
        ["torch._utils._rebuild_parameter_with_state"] = Parameter,
    };

    /// <summary>Bytes of one element.</summary>
    internal static int SizeOf(ScalarType type) => type switch
    {
        ScalarType.ComplexFloat64 => 16,
        ScalarType.Float64 or ScalarType.Int64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Int16 => 2,
        _ => 1,
    };

    /// <summary>The name, if it is allowed.</summary>
    internal static PickleGlobal Find(string module, string name, PickleInput input)
    {
        var global = new PickleGlobal(module, name);
        return Functions.ContainsKey(global.ToString()) || (module == "torch" && Storages.ContainsKey(name))
            ? global
            : throw new PickleException(
                input.File,
                "only tensors and plain containers (in Python: torch.save(model.state_dict(), path))",
                $"the global '{PickleInput.Printable(global.ToString())}', which is refused");
    }

    /// <summary>What Python would get by calling it.</summary>
    internal static object? Call(PickleGlobal global, object?[] arguments, PickleInput input) =>
        Functions.TryGetValue(global.ToString(), out var function)
            ? function(arguments, input)
            : throw input.Error("a function", $"a call of '{global}'");

    /// <summary>What a persistent id stands for: ('storage', type, key, location, count) and, in old files, which part of it.</summary>
    internal static PickleStorage Storage(object? id, PickleInput input)
    {
        if (id is not object?[] { Length: 5 or 6 } parts
            || parts is not ["storage", PickleGlobal { Module: "torch" } type, string key, _, long count and >= 0, ..]
            || !Storages.TryGetValue(type.Name, out var element))
        {
            throw input.Error("a reference to a storage", "something else");
        }

        input.ElementSizes[key] = SizeOf(element);
        var whole = new PickleStorage(element, key, 0, count);
        return (parts.Length == 6 ? parts[5] : null) switch
        {
            null => whole,
            object?[] and [_, long first and >= 0, long length and >= 0] when first <= count && length <= count - first =>
                whole with { First = first, Count = length },
            _ => throw input.Error("a part of a storage", "something else"),
        };
    }

    private static PickleDict OrderedDict(object?[] arguments, PickleInput input)
    {
        var dict = new PickleDict();
        if (arguments is [List<object?> pairs])
        {
            input.Copying(pairs.Count);
            foreach (var pair in pairs)
            {
                var (key, value) = pair switch
                {
                    object?[] { Length: 2 } tuple => (tuple[0], tuple[1]),
                    List<object?> { Count: 2 } list => (list[0], list[1]),
                    _ => throw Arguments(input, "OrderedDict"),
                };
                dict.Add(new(key, value));
            }
        }
        else if (arguments.Length > 0)
        {
            throw Arguments(input, "OrderedDict");
        }

        return dict;
    }

    private static PickleTensor Tensor(object?[] arguments, PickleInput input, int least)
    {
        if (arguments.Length < least || arguments is not [PickleStorage storage, long offset, object?[] sizes, object?[] steps, ..]
            || sizes.Length > PickleTensor.MostDimensions
            || steps.Length != sizes.Length
            || !sizes.All(s => s is long)
            || !steps.All(s => s is long))
        {
            throw input.Error(
                $"offset, shape and strides of a tensor of at most {PickleTensor.MostDimensions} dimensions", "something else");
        }

        long[] shape = [.. sizes.Cast<long>()];
        long[] strides = [.. steps.Cast<long>()];
        return PickleTensor.IsValid(storage, offset, shape, strides)
            ? new PickleTensor(storage, offset, shape, strides)
            : throw input.Error(
                $"a tensor within its storage's {storage.Count} elements",
                PickleInput.Printable($"offset {offset}, shape [{string.Join(", ", shape)}], strides [{string.Join(", ", strides)}]"));
    }

    private static PickleTensor Parameter(object?[] arguments, PickleInput input) =>
        arguments is [PickleTensor tensor, ..] ? tensor : throw Arguments(input, "a parameter");

    private static PickleException Arguments(PickleInput input, string what) => input.Error($"arguments for {what}", "others");
}
