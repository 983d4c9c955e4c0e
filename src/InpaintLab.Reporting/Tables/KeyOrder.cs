using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Tables;

/// <summary>The order of rows and columns: by their first key, then the next, each in its <see cref="ValueOrder"/>.</summary>
internal sealed class KeyOrder(IEnumerable<RecordedRun> runs, IReadOnlyList<string> keys) : IComparer<IReadOnlyList<string>>
{
    private readonly ValueOrder[] _orders = [.. keys.Select(key => new ValueOrder(runs, run => run.Value(key)))];

    /// <inheritdoc/>
    public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y)
    {
        for (var i = 0; i < _orders.Length; i++)
        {
            if (_orders[i].Compare(x![i], y![i]) is not 0 and var order)
                return order;
        }

        return 0;
    }
}

/// <summary>Equality of the values of rows or columns.</summary>
internal sealed class KeyEquality : IEqualityComparer<IReadOnlyList<string>>
{
    public static KeyEquality Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) => x!.SequenceEqual(y!);

    /// <inheritdoc/>
    public int GetHashCode(IReadOnlyList<string> obj) => obj.Aggregate(17, (hash, value) => HashCode.Combine(hash, value));
}
