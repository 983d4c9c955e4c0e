using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text;
using static TorchSharp.torch;

namespace InpaintLab.Torch.Interop;

/// <summary>
/// One ATen operator, looked up once by name and overload and called through libtorch's boxed dispatcher: every operator is reachable
/// without a line of C++. Arguments are positional in the order of the schema, keyword-only ones included; trailing ones may be left
/// out and take the schema's defaults. A call allocates nothing on the managed heap but its results.
/// </summary>
internal sealed unsafe class Operator
{
    private const int StackSlots = 64;

    // More than any operator has: a buffer of constant size is the cheapest one.
    private const int MostArguments = 32;
    private static readonly ConcurrentDictionary<(string, string), nint> Found = new();
    private readonly nint _handle;
    private readonly string _name;

    private Operator(nint handle, string name) => (_handle, _name) = (handle, name);

    /// <summary>What is told of every call that gives one tensor; null: nothing.</summary>
    internal delegate void CallObserver(string name, ReadOnlySpan<Arg> args, Tensor result);

    /// <summary>The observer of all threads' calls.</summary>
    internal static CallObserver? Observer;

    /// <summary>What is told of every call before it is made, whatever it gives; null: nothing.</summary>
    internal delegate void CallRecorder(string name, ReadOnlySpan<Arg> args);

    /// <summary>The recorder of this thread's calls.</summary>
    [ThreadStatic]
    internal static CallRecorder? Recorder;

    /// <summary>The operator, e.g. Get("aten::add", "Tensor").</summary>
    /// <exception cref="ArgumentException">This libtorch has no such operator.</exception>
    internal static Operator Get(string name, string overload = "")
    {
        var handle = Find(name, overload);
        if (handle == 0)
            throw new ArgumentException($"libtorch {LibTorch.Version} has no operator {name}{(overload.Length > 0 ? "." : "")}{overload}");
        return new Operator(handle, name);
    }

    /// <summary>Whether this libtorch has the operator's schema. A schema is not yet a kernel: see <see cref="HasKernel"/>.</summary>
    internal static bool Exists(string name, string overload = "") => Find(name, overload) != 0;

    /// <summary>Whether a kernel is registered for the dispatch key, e.g. "CPU", "CUDA".</summary>
    internal bool HasKernel(string dispatchKey) => NativeMethods.Check(NativeMethods.il_operator_has_kernel(_handle, dispatchKey)) == 1;

    /// <summary>The schema as libtorch prints it.</summary>
    internal string Schema => NativeMethods.TakeString(NativeMethods.il_operator_schema(_handle));

    /// <summary>Calls it and takes its one tensor.</summary>
    internal Tensor Call(params ReadOnlySpan<Arg> args)
    {
        NativeValue result = default;
        Invoke(args, &result, 1);
        var tensor = ToTensor(result);
        Observer?.Invoke(_name, args, tensor);
        return tensor;
    }

    /// <summary>Calls it and drops what it returns (in-place and out variants).</summary>
    internal void CallVoid(params ReadOnlySpan<Arg> args) => Invoke(args, null, 0);

    /// <summary>Calls it and takes its two tensors.</summary>
    internal (Tensor, Tensor) Call2(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc NativeValue[2];
        Invoke(args, results, 2);
        return (ToTensor(results[0]), ToTensor(results[1]));
    }

    /// <summary>Calls it and takes its three tensors.</summary>
    internal (Tensor, Tensor, Tensor) Call3(params ReadOnlySpan<Arg> args)
    {
        var results = stackalloc NativeValue[3];
        Invoke(args, results, 3);
        return (ToTensor(results[0]), ToTensor(results[1]), ToTensor(results[2]));
    }

    /// <summary>Calls it and takes its one list of tensors.</summary>
    internal Tensor[] CallList(params ReadOnlySpan<Arg> args)
    {
        NativeValue result = default;
        Invoke(args, &result, 1);
        if (result.Tag != Tag.TensorList)
            throw Unexpected("a list of tensors", result);
        var handles = new ReadOnlySpan<nint>((void*)result.Pointer, result.Length);
        var tensors = new Tensor[handles.Length];
        for (var i = 0; i < tensors.Length; i++)
            tensors[i] = new Tensor(handles[i]);
        NativeMethods.il_free((void*)result.Pointer);
        return tensors;
    }

    /// <summary>Calls it and takes its one number.</summary>
    internal TorchSharp.Scalar CallScalar(params ReadOnlySpan<Arg> args)
    {
        NativeValue result = default;
        Invoke(args, &result, 1);
        return result.Tag switch
        {
            Tag.Int => result.Int,
            Tag.Double => result.Double,
            Tag.Bool => result.Int != 0,
            _ => throw Unexpected("a number", result),
        };
    }

    /// <inheritdoc cref="CallScalar"/>
    internal long CallLong(params ReadOnlySpan<Arg> args) => CallScalar(args).IntValue;

    /// <inheritdoc cref="CallScalar"/>
    internal double CallDouble(params ReadOnlySpan<Arg> args) => CallScalar(args).AsDouble;

    /// <inheritdoc cref="CallScalar"/>
    internal bool CallBool(params ReadOnlySpan<Arg> args) => CallScalar(args).IntValue != 0;

    // One that is missing is looked up again the next time: a library may have brought it since.
    private static nint Find(string name, string overload)
    {
        if (Found.TryGetValue((name, overload), out var handle))
            return handle;
        handle = NativeMethods.il_operator_find(name, overload);
        return handle == 0 ? 0 : Found.GetOrAdd((name, overload), handle);
    }

    private static Tensor ToTensor(in NativeValue value)
    {
        if (value.Tag != Tag.Tensor)
            throw Unexpected("a tensor", value);
        return new Tensor(value.Pointer);
    }

    private static InvalidOperationException Unexpected(string expected, in NativeValue value) =>
        new($"operator result: expected {expected}, received {value.Tag}");

    [SkipLocalsInit]
    private void Invoke(ReadOnlySpan<Arg> args, NativeValue* results, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(args.Length, MostArguments);
        Recorder?.Invoke(_name, args);
        var values = stackalloc NativeValue[MostArguments];
        var needed = 0;
        for (var i = 0; i < args.Length; i++)
        {
            ref readonly var arg = ref args[i];
            values[i] = new NativeValue { Tag = arg.Tag, Int = arg.Bits };
            if (arg.Tag == Tag.Tensor)
                values[i].Pointer = arg.Object is null ? 0 : Unsafe.As<Tensor>(arg.Object).Handle;
            else if (arg.Tag == Tag.Generator)
                values[i].Pointer = Unsafe.As<Generator>(arg.Object!).Handle;
            else if (arg.Object is not null)
                needed += arg.Tag == Tag.String ? Encoding.UTF8.GetByteCount((string)arg.Object) : (int)arg.Bits;
        }

        if (needed == 0)
            Call(values, args.Length, results, capacity);
        else
            InvokeWithLists(args, values, needed, results, capacity);
    }

    // Lists are copied into one scratch buffer, on the stack when short: cheaper than pinning each array.
    [SkipLocalsInit]
    private void InvokeWithLists(ReadOnlySpan<Arg> args, NativeValue* values, int needed, NativeValue* results, int capacity)
    {
        Span<long> scratch = needed <= StackSlots ? stackalloc long[StackSlots] : new long[needed];
        fixed (long* start = scratch)
        {
            var next = start;
            for (var i = 0; i < args.Length; i++)
            {
                if (args[i].Tag is < Tag.IntList or > Tag.String)
                    continue;
                values[i].Pointer = (nint)next;
                values[i].Length = CopyList(args[i], next);
                next += args[i].Tag == Tag.String ? (values[i].Length + 7) / 8 : values[i].Length;
            }

            Call(values, args.Length, results, capacity);
        }
    }

    private static int CopyList(in Arg arg, long* target)
    {
        switch (arg.Object)
        {
            case long[] ints:
                ints.CopyTo(new Span<long>(target, ints.Length));
                return ints.Length;
            case double[] doubles:
                doubles.CopyTo(new Span<double>(target, doubles.Length));
                return doubles.Length;
            case bool[] flags:
                for (var i = 0; i < flags.Length; i++)
                    target[i] = flags[i] ? 1 : 0;
                return flags.Length;
            case Tensor?[] tensors:
                for (var i = 0; i < tensors.Length; i++)
                    target[i] = tensors[i]?.Handle ?? 0;
                return tensors.Length;
            case string text:
                return Encoding.UTF8.GetBytes(text, new Span<byte>(target, Encoding.UTF8.GetByteCount(text)));
            default:
                throw new InvalidOperationException($"no list: {arg.Object}");
        }
    }

    private void Call(NativeValue* values, int count, NativeValue* results, int capacity)
    {
        if (NativeMethods.il_call(_handle, values, count, results, capacity) < 0)
            NativeMethods.ThrowLastError();
    }
}
