namespace TorchSharp.Utils;

/// <summary>A copy of a tensor's elements in row-major order (in TorchSharp: a window on them).</summary>
public sealed class TensorAccessor<T> : IEnumerable<T>
    where T : unmanaged
{
    private readonly T[] _elements;

    internal TensorAccessor(T[] elements) => _elements = elements;

    /// <summary>Number of elements.</summary>
    public long Count => _elements.LongLength;

    /// <summary>The elements as an array.</summary>
    public T[] ToArray() => _elements;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_elements).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => _elements.GetEnumerator();
}
