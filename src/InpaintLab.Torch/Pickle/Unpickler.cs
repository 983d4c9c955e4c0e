namespace InpaintLab.Torch.Pickle;

/// <summary>
/// Reads a pickle of protocol 2 to 5 (Python's <c>pickletools</c> describes the format) into plain values: null, bool, long, BigInteger,
/// double, string, byte[], <see cref="List{T}"/> (lists and sets), object[] (tuples), <see cref="PickleDict"/>, and the types of
/// PickleValues.cs. It keeps its own stack: no nesting can exhaust the thread's.
/// </summary>
internal sealed class Unpickler
{
    private static readonly object Mark = new();
    private readonly PickleInput _input;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<long, object?> _memo = [];

    private Unpickler(PickleInput input) => _input = input;

    /// <summary>Reads up to and with the pickle's end.</summary>
    /// <exception cref="PickleException">It is malformed, ends early, or refers to a name that is not allowed.</exception>
    internal static object? Load(PickleInput input)
    {
        var unpickler = new Unpickler(input);
        while ((Opcode)input.Byte() is var code && code != Opcode.Stop)
        {
            unpickler.Execute(code);
        }

        return unpickler.Pop();
    }

    private void Execute(Opcode code)
    {
        switch (code)
        {
            case Opcode.Proto:
                if (_input.Byte() is var protocol and not (>= 2 and <= 5))
                {
                    throw _input.Error("a pickle protocol from 2 to 5", $"{protocol}");
                }

                break;
            case Opcode.Frame: _input.UInt64(); break;
            case Opcode.Mark: _stack.Add(Mark); break;
            case Opcode.Pop: _ = PopAny(); break;
            case Opcode.PopMark: PopToMark(); break;

            case Opcode.None: Push(null); break;
            case Opcode.NewTrue: Push(true); break;
            case Opcode.NewFalse: Push(false); break;
            case Opcode.BinInt: Push((long)_input.Int32()); break;
            case Opcode.BinInt1: Push((long)_input.Byte()); break;
            case Opcode.BinInt2: Push((long)_input.UInt16()); break;
            case Opcode.Long1: Push(_input.Integer(_input.Byte())); break;
            case Opcode.Long4: Push(_input.Integer(_input.Int32())); break;
            case Opcode.BinFloat: Push(_input.Double()); break;

            case Opcode.BinString: Push(_input.Latin1(_input.UInt32())); break;
            case Opcode.ShortBinString: Push(_input.Latin1(_input.Byte())); break;
            case Opcode.BinUnicode: Push(_input.Text(_input.UInt32())); break;
            case Opcode.ShortBinUnicode: Push(_input.Text(_input.Byte())); break;
            case Opcode.BinUnicode8: Push(_input.Text(_input.UInt64())); break;
            case Opcode.BinBytes: Push(_input.Bytes(_input.UInt32())); break;
            case Opcode.ShortBinBytes: Push(_input.Bytes(_input.Byte())); break;
            case Opcode.BinBytes8 or Opcode.ByteArray8: Push(_input.Bytes(_input.UInt64())); break;

            case Opcode.EmptyList or Opcode.EmptySet: Push(new List<object?>()); break;
            case Opcode.FrozenSet: Push(new List<object?>(PopToMark())); break;
            case Opcode.Append: Append(Pop()); break;
            case Opcode.Appends or Opcode.AddItems: Append(PopToMark()); break;
            case Opcode.EmptyTuple: Push(Array.Empty<object?>()); break;
            case Opcode.Tuple: Push(PopToMark()); break;
            case Opcode.Tuple1: Push(PopTuple(1)); break;
            case Opcode.Tuple2: Push(PopTuple(2)); break;
            case Opcode.Tuple3: Push(PopTuple(3)); break;
            case Opcode.EmptyDict: Push(new PickleDict()); break;
            case Opcode.SetItem: SetItems(PopTuple(2)); break;
            case Opcode.SetItems: SetItems(PopToMark()); break;

            case Opcode.BinPut: _memo[_input.Byte()] = Peek(); break;
            case Opcode.LongBinPut: _memo[_input.UInt32()] = Peek(); break;
            case Opcode.Memoize: _memo[_memo.Count] = Peek(); break;
            case Opcode.BinGet: Push(Recall(_input.Byte())); break;
            case Opcode.LongBinGet: Push(Recall(_input.UInt32())); break;

            case Opcode.Global: Push(PickleGlobals.Find(_input.Line(), _input.Line(), _input)); break;
            case Opcode.StackGlobal: PushStackGlobal(); break;
            case Opcode.Reduce or Opcode.NewObj: Call(); break;
            case Opcode.Build: Build(); break;
            case Opcode.BinPersId: Push(PickleGlobals.Storage(Pop(), _input)); break;

            default: throw _input.Error("an instruction for plain data", $"0x{(byte)code:x2}");
        }
    }

    private void Push(object? value) => _stack.Add(value);

    private object? PopAny()
    {
        if (_stack.Count == 0)
        {
            throw _input.Error("a value", "an empty stack");
        }

        var value = _stack[^1];
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private object? Pop() => PopAny() is var value && !ReferenceEquals(value, Mark) ? value : throw _input.Error("a value", "a mark");

    private object? Peek()
    {
        var value = Pop();
        Push(value);
        return value;
    }

    private object?[] PopToMark()
    {
        var mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
        {
            throw _input.Error("a mark", "none");
        }

        object?[] values = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return values;
    }

    private object?[] PopTuple(int count)
    {
        var values = new object?[count];
        for (var i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }

    private void Append(params object?[] values)
    {
        if (Peek() is not List<object?> list)
        {
            throw _input.Error("a list to add to", "something else");
        }

        list.AddRange(values);
    }

    private void SetItems(object?[] items)
    {
        if (Peek() is not PickleDict dict || items.Length % 2 != 0)
        {
            throw _input.Error("a dict, and a value for each key", "something else");
        }

        for (var i = 0; i < items.Length; i += 2)
        {
            dict.Add(new(items[i], items[i + 1]));
        }
    }

    private object? Recall(long index) =>
        _memo.TryGetValue(index, out var value) ? value : throw _input.Error("something in the memo", $"nothing at place {index}");

    private void PushStackGlobal()
    {
        var names = PopTuple(2);
        Push(names is [string module, string name]
            ? PickleGlobals.Find(module, name, _input)
            : throw _input.Error("the name of a global", "something else"));
    }

    private void Call()
    {
        var call = PopTuple(2);
        Push(call is [PickleGlobal global, object?[] arguments]
            ? PickleGlobals.Call(global, arguments, _input)
            : throw _input.Error("a function and its arguments", "something else"));
    }

    // The attributes of an OrderedDict: a module's versions under _metadata. Nothing here reads them.
    private void Build()
    {
        _ = Pop();
        if (Peek() is not PickleDict)
        {
            throw _input.Error("a dict to set attributes of", "something else");
        }
    }
}
