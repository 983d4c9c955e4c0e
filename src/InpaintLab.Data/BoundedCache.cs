using System.Collections.Concurrent;

namespace InpaintLab.Data;

/// <summary>
/// Keeps values up to a number of bytes; what does not fit is made anew each time. Nothing is thrown out: data are read over and over in
/// random order, where no choice of what to drop would be better than another. Safe to use from several threads at once.
/// </summary>
/// <param name="capacity">Bytes of all values together; 0 keeps none.</param>
/// <param name="size">The bytes of a value.</param>
internal sealed class BoundedCache<TKey, TValue>(long capacity, Func<TValue, long> size)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _values = new();
    private long _bytes;

    /// <summary>The value kept for a key, or what <paramref name="make"/> gives for it (equal whenever it is called).</summary>
    public TValue Get(TKey key, Func<TKey, TValue> make)
    {
        if (_values.TryGetValue(key, out var value))
            return value;
        value = make(key);
        var bytes = size(value);
        if (Interlocked.Add(ref _bytes, bytes) > capacity || !_values.TryAdd(key, value))
            Interlocked.Add(ref _bytes, -bytes);
        return value;
    }
}
