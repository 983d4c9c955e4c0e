using System.Globalization;

namespace InpaintLab.Reporting.Tables;

/// <summary>The order of rows and columns: numbers by value (also those that begin a text, as in "10-20 %"), texts by their characters.</summary>
internal sealed class KeyOrder : IComparer<IReadOnlyList<string>>
{
    public static KeyOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(IReadOnlyList<string>? x, IReadOnlyList<string>? y)
    {
        foreach (var (a, b) in x!.Zip(y!))
        {
            if (Compare(a, b) is not 0 and var order)
                return order;
        }

        return 0;
    }

    private static int Compare(string a, string b)
    {
        var (first, second) = (Number(a), Number(b));
        var byNumber = (first ?? double.PositiveInfinity).CompareTo(second ?? double.PositiveInfinity);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(a, b);
    }

    private static double? Number(string text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] is '.' or 'e' or 'E' || IsSign(end)))
            end++;
        return double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

        bool IsSign(int at) => text[at] == '-' && (at == 0 || text[at - 1] is 'e' or 'E');
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
