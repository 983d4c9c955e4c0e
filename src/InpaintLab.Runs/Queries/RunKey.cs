using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Queries.Language;

namespace InpaintLab.Runs.Queries;

/// <summary>
/// What can be asked of a run, by its name: a property (<c>state</c>, <c>started</c>), a label of its matrix, a path of its spec
/// (<c>training.batch</c>), a result or series (<c>psnr_hole</c>), or <c>last</c>, <c>best</c>, <c>min</c> or <c>max</c> of a series
/// (<c>best(val/box/psnr_hole)</c>). src/docs/queries.md is the description for users.
/// </summary>
public sealed class RunKey
{
    private readonly RunField? _field;
    private readonly Func<RunSummary, RunValue> _of;

    private RunKey(string name, Func<RunSummary, RunValue> of, RunField? field = null) => (Name, _of, _field) = (name, of, field);

    /// <summary>As it is written.</summary>
    public string Name { get; }

    /// <summary>The query that it stands in, and where; null for a key that every run has.</summary>
    internal (string Query, int Position, string Key)? Unsure { get; private init; }

    /// <summary>What its values are; null where that shows only with a run.</summary>
    internal RunValueKind? Kind => _field?.Kind;

    /// <summary>The only values that it can have; null where these are not known beforehand.</summary>
    internal IReadOnlyList<string>? Values => _field?.Values;

    /// <summary>Reads a key.</summary>
    /// <param name="text">E.g. <c>seed</c> or <c>best(val/box/psnr_hole)</c>.</param>
    /// <param name="higherIsBetter">Of a metric, by its name; null where that is not known.</param>
    /// <exception cref="UserErrorException">It is none.</exception>
    public static RunKey Parse(string text, Func<string, bool?>? higherIsBetter = null) =>
        new QueryParser(text, higherIsBetter ?? RunFilter.Undirected, DateTime.UtcNow).OnlyKey();

    /// <summary>Checks that the key means something.</summary>
    /// <param name="runs">All runs there are.</param>
    /// <exception cref="UserErrorException">None of them has it: the nearest key is named.</exception>
    public void Check(IReadOnlyList<RunSummary> runs) => KeyNames.Check([this], runs);

    /// <summary>The number of a run; NaN where it has none, or something else.</summary>
    public double Number(RunSummary run) => Of(run) switch
    {
        { Kind: RunValueKind.Number or RunValueKind.Text } value => value.Number,
        _ => double.NaN,
    };

    /// <summary>The value of a run as text; null where it has none.</summary>
    public string? Text(RunSummary run)
    {
        var value = Of(run);
        return value.Kind switch
        {
            RunValueKind.Number => value.Number.ToString("R", CultureInfo.InvariantCulture),
            RunValueKind.Text => value.Text,
            RunValueKind.Time => value.Time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            RunValueKind.Texts => string.Join(' ', value.Texts),
            _ => null,
        };
    }

    /// <summary>Whether the values of a run under this key are numbers by nature, and not texts that may look like one.</summary>
    public bool IsNumber(RunSummary run) => Of(run).Kind == RunValueKind.Number;

    /// <summary>The runs in the order of this key: numbers, times, then texts; runs that have none, or NaN, come last either way.</summary>
    /// <param name="runs">Any runs.</param>
    /// <param name="descending">The greatest first.</param>
    public IReadOnlyList<RunSummary> Sort(IReadOnlyList<RunSummary> runs, bool descending = false)
    {
        var keyed = runs.Select(run => new KeyedRun(run, SortKey.Of(Of(run)))).ToList();
        var known = keyed.Where(k => k.Key.IsKnown);
        var sorted = descending ? known.OrderByDescending(k => k.Key) : known.OrderBy(k => k.Key);
        return [.. sorted.Concat(keyed.Where(k => !k.Key.IsKnown)).Select(k => k.Run)];
    }

    internal RunValue Of(RunSummary run) => _of(run);

    /// <summary>A property of every run, or a label, path or series of some.</summary>
    internal static RunKey Named(string name, string query, int position)
    {
        if (RunFields.All.TryGetValue(name, out var field))
            return new RunKey(name, field.Of, field);
        if (name.StartsWith(RunFields.LabelPrefix, StringComparison.Ordinal) && name.Length > RunFields.LabelPrefix.Length)
        {
            var axis = name[RunFields.LabelPrefix.Length..];
            return new RunKey(name, run => RunValue.Of(run.Labels.GetValueOrDefault(axis))) { Unsure = (query, position, name) };
        }

        return new RunKey(name, Value) { Unsure = (query, position, name) };

        RunValue Value(RunSummary run)
        {
            if (run.Labels.TryGetValue(name, out var label))
                return RunValue.Of(label);
            if (run.Spec.TryGetValue(name, out var option))
                return RunValue.Of(option);
            return run.Metrics.TryGetValue(name, out var value) ? RunValue.Of(value) : default;
        }
    }

    /// <summary>A function of a series.</summary>
    internal static RunKey Function(string function, string series, string query, int position, Func<RunSummary, double?> of) =>
        new($"{function}({series})", run => of(run) is { } value ? RunValue.Of(value) : default) { Unsure = (query, position, series) };

    // Classes, as of most that is sorted or listed at every start: collections of structures would have to be compiled each time.
    private sealed record KeyedRun(RunSummary Run, SortKey Key);

    // Numbers before times before texts; comparable, so that a sort is one.
    private sealed record SortKey(int Rank, double Number, string Text) : IComparable<SortKey>
    {
        private static readonly SortKey None = new(0, 0, "");

        public bool IsKnown => Rank > 0;

        public static SortKey Of(RunValue value) => value.Kind switch
        {
            RunValueKind.Number => double.IsNaN(value.Number) ? None : new(1, value.Number, ""),
            RunValueKind.Time => new(2, value.Time.Ticks, ""),
            RunValueKind.Text when QueryLiteral.NumberOf(value.Text) is { } number && !double.IsNaN(number) => new(1, number, ""),
            RunValueKind.Text => new(3, 0, value.Text),
            RunValueKind.Texts => new(3, 0, string.Join(' ', value.Texts)),
            _ => None,
        };

        public int CompareTo(SortKey? other)
        {
            if (other is null)
                return 1;
            var order = Rank.CompareTo(other.Rank);
            if (order == 0)
                order = Number.CompareTo(other.Number);
            return order != 0 ? order : string.CompareOrdinal(Text, other.Text);
        }
    }
}
