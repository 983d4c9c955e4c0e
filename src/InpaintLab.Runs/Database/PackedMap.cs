using System.Collections;
using System.Runtime.InteropServices;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Database;

/// <summary>The names by number that packed columns refer to; any thread may read it.</summary>
/// <param name="names">The name of each number; null where there is none.</param>
internal sealed class NameTable(Lazy<string?[]> names)
{
    private readonly Lazy<Dictionary<string, int>> _numbers = new(() => names.Value
        .Index()
        .Where(n => n.Item is not null)
        .ToDictionary(n => n.Item!, n => n.Index));

    public string this[int number] => names.Value[number] ?? throw new InvalidDataException($"name {number} is missing");

    /// <summary>The number of a name, or -1.</summary>
    public int NumberOf(string name) => _numbers.Value.GetValueOrDefault(name, -1);
}

/// <summary>
/// A dictionary as it lies in the database, read in place: ten thousand runs have a million entries, of which a question needs a few. After
/// the keys (i32 each, numbers of names) come the columns of the values, little-endian.
/// </summary>
internal abstract class PackedMap<T>(NameTable names, ReadOnlyMemory<byte> blob, int bytesOfValue) : IReadOnlyDictionary<string, T>
{
    public int Count => blob.Length / (sizeof(int) + bytesOfValue);

    public IEnumerable<string> Keys => Enumerable.Range(0, Count).Select(i => names[Numbers[i]]);

    public IEnumerable<T> Values => Enumerable.Range(0, Count).Select(At);

    protected NameTable Names => names;

    private ReadOnlySpan<int> Numbers => MemoryMarshal.Cast<byte, int>(blob.Span[..(sizeof(int) * Count)]);

    public T this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException(key);

    public bool ContainsKey(string key) => PlaceOf(key) >= 0;

    public bool TryGetValue(string key, out T value)
    {
        var place = PlaceOf(key);
        value = place < 0 ? default! : At(place);
        return place >= 0;
    }

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return KeyValuePair.Create(names[Numbers[i]], At(i));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The value of an entry.</summary>
    protected abstract T At(int place);

    /// <summary>A column of values.</summary>
    protected ReadOnlySpan<TValue> Column<TValue>(int bytesBefore)
        where TValue : unmanaged =>
        MemoryMarshal.Cast<byte, TValue>(blob.Span[((sizeof(int) + bytesBefore) * Count)..])[..Count];

    private int PlaceOf(string key) => names.NumberOf(key) is >= 0 and var number ? Numbers.IndexOf(number) : -1;
}

/// <summary>The last values of results and series, with their ranges beside.</summary>
internal sealed class PackedValues(NameTable names, byte[] blob) : PackedMap<double>(names, blob, 24)
{
    private readonly byte[] _blob = blob;

    /// <summary>The ranges.</summary>
    public IReadOnlyDictionary<string, ValueRange> Ranges => new RangeMap(Names, _blob);

    /// <summary>Values and ranges of the same keys in their order.</summary>
    public static byte[] Pack(
        IReadOnlyDictionary<string, double> values, IReadOnlyDictionary<string, ValueRange> ranges, Func<string, int> number)
    {
        var buffer = new RecordBuffer();
        foreach (var key in values.Keys)
            buffer.Int32(number(key));
        foreach (var value in values.Values)
            buffer.Double(value);
        foreach (var (key, value) in values)
            buffer.Double(RangeOf(key, value).Min);
        foreach (var (key, value) in values)
            buffer.Double(RangeOf(key, value).Max);
        return buffer.Written.ToArray();

        ValueRange RangeOf(string key, double value) => ranges.TryGetValue(key, out var range) ? range : new ValueRange(value, value);
    }

    protected override double At(int place) => Column<double>(0)[place];

    private sealed class RangeMap(NameTable names, byte[] blob) : PackedMap<ValueRange>(names, blob, 24)
    {
        protected override ValueRange At(int place) => new(Column<double>(8)[place], Column<double>(16)[place]);
    }
}

/// <summary>Texts by key, each the number of a name.</summary>
internal sealed class PackedTexts(NameTable names, byte[] blob) : PackedMap<string>(names, blob, 4)
{
    /// <summary>Keys and texts in their order.</summary>
    public static byte[] Pack(IReadOnlyDictionary<string, string> texts, Func<string, int> number)
    {
        var buffer = new RecordBuffer();
        foreach (var key in texts.Keys)
            buffer.Int32(number(key));
        foreach (var text in texts.Values)
            buffer.Int32(number(text));
        return buffer.Written.ToArray();
    }

    protected override string At(int place) => Names[Column<int>(0)[place]];
}
