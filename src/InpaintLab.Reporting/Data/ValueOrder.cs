using System.Globalization;

namespace InpaintLab.Reporting.Data;

/// <summary>
/// The order in which tables and figures show the values of one key of runs. Numbers come by value, also those that begin a text, as in
/// "10-20 %". Texts come by their characters, unless all runs that have one are cells of a matrix: then networks come before methods
/// without training, and both as their first runs were created, which is the order of the spec.
/// </summary>
public sealed class ValueOrder : IComparer<string>
{
    private readonly Dictionary<string, int> _ranks = [];

    /// <summary>The order of values.</summary>
    /// <param name="runs">The runs, also those that a table leaves out: the first run of a value may have failed and been repeated.</param>
    /// <param name="value">The value of a run; null where it has none.</param>
    public ValueOrder(IEnumerable<RecordedRun> runs, Func<RecordedRun, string?> value)
    {
        var named = runs.Select(run => (Run: run, Value: value(run))).Where(r => r.Value is not null).ToList();
        if (named.Any(r => r.Run.Labels.Count == 0))
            return;
        foreach (var group in named.GroupBy(r => r.Value!, r => r.Run)
            .OrderBy(g => g.All(r => r.LastStep <= 0)).ThenBy(g => g.Min(r => r.Created)).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            _ranks[group.Key] = _ranks.Count;
        }
    }

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var byNumber = (Number(x!) ?? double.PositiveInfinity).CompareTo(Number(y!) ?? double.PositiveInfinity);
        if (byNumber != 0)
            return byNumber;
        var byRank = _ranks.GetValueOrDefault(x!, int.MaxValue).CompareTo(_ranks.GetValueOrDefault(y!, int.MaxValue));
        return byRank != 0 ? byRank : string.CompareOrdinal(x, y);
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
