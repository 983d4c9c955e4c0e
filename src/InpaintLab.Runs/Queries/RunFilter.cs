using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Queries.Language;

namespace InpaintLab.Runs.Queries;

/// <summary>
/// A question that chooses runs, the only way there is to write one: <c>state = finished and best(val/box/psnr_hole) > 20</c>,
/// <c>places-64 or (seed in (1, 2) and started > 7d)</c>. A word alone names runs, as <see cref="RunSelector"/> takes names, and stands for
/// all that it fits. src/docs/queries.md is the description for users. Not thread-safe.
/// </summary>
public sealed class RunFilter
{
    private readonly QueryNode _query;
    private readonly IReadOnlyList<RunKey> _keys;
    private readonly IReadOnlyList<NameNode> _names;

    private RunFilter(string text, Func<string, bool?> higherIsBetter, DateTime now)
    {
        Text = text;
        var parser = new QueryParser(text, higherIsBetter, now);
        _query = parser.Query();
        (_keys, _names) = (parser.Keys, parser.Names);
    }

    /// <summary>Chooses every run.</summary>
    public static RunFilter All => Parse("");

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it asks for nothing, and so chooses every run.</summary>
    public bool IsEmpty => _query is AnyNode;

    /// <summary>Reads a query; an empty one chooses every run.</summary>
    /// <param name="text">The query.</param>
    /// <param name="higherIsBetter">Of a metric, by its name, what <c>best()</c> asks; null where that is not known.</param>
    /// <param name="now">From when ages such as <c>7d</c> count (UTC); by default now.</param>
    /// <exception cref="UserErrorException">It cannot be understood: the place is shown by a caret.</exception>
    public static RunFilter Parse(string text, Func<string, bool?>? higherIsBetter = null, DateTime? now = null) =>
        new(text, higherIsBetter ?? Undirected, now ?? DateTime.UtcNow);

    /// <summary>
    /// Chooses the runs that each of <paramref name="names"/> names, all of them together; without any, every run.
    /// </summary>
    /// <param name="names">Ids, names, folders, beginnings of these, or <c>latest</c>: words, not queries.</param>
    public static RunFilter Named(IEnumerable<string> names) => Parse(string.Join(" or ", names.Select(Quoted)));

    /// <summary>What both choose.</summary>
    /// <param name="other">Another query; null or empty for none.</param>
    /// <param name="higherIsBetter">As for <see cref="Parse"/>.</param>
    /// <exception cref="UserErrorException">It cannot be understood.</exception>
    public RunFilter And(string? other, Func<string, bool?>? higherIsBetter = null)
    {
        // Read alone first, so that the place of a mistake is the one in what the user wrote.
        if (string.IsNullOrWhiteSpace(other) || Parse(other, higherIsBetter).IsEmpty)
            return this;
        return Parse(IsEmpty ? other : $"({other}) and ({Text})", higherIsBetter);
    }

    /// <summary>The runs that it chooses, in their order; there may be none.</summary>
    /// <param name="runs">All runs there are.</param>
    /// <exception cref="UserErrorException">It names a run or a key that there is not: the nearest is named.</exception>
    public IReadOnlyList<RunSummary> Choose(IReadOnlyList<RunSummary> runs)
    {
        var named = new Lazy<RunNames<RunSummary>>(() => new RunNames<RunSummary>(runs, RunSelector.Names));
        foreach (var name in _names)
            name.Named = new HashSet<RunSummary>(Find(name, runs, named.Value), ReferenceEqualityComparer.Instance);
        KeyNames.Check(_keys, runs);
        return IsEmpty ? runs : [.. runs.Where(_query.Matches)];
    }

    /// <summary>The same, where to choose none is an error.</summary>
    /// <param name="runs">All runs there are.</param>
    /// <param name="runsRoot">Where they are, for the message.</param>
    /// <exception cref="UserErrorException">It chooses none, though it asks for some.</exception>
    public IReadOnlyList<RunSummary> ChooseSome(IReadOnlyList<RunSummary> runs, string runsRoot) =>
        Choose(runs) is var chosen && (chosen.Count > 0 || IsEmpty)
            ? chosen
            : throw new UserErrorException($"{runsRoot}: expected runs that fit the query '{Text}', found none among {runs.Count}.");

    /// <inheritdoc/>
    public override string ToString() => Text;

    internal static bool? Undirected(string metric) => null;

    private static string Quoted(string name) => name.Contains('"', StringComparison.Ordinal) ? $"'{name}'" : $"\"{name}\"";

    private IReadOnlyList<RunSummary> Find(NameNode name, IReadOnlyList<RunSummary> runs, RunNames<RunSummary> named)
    {
        if (name.Name == RunNaming.Latest && runs.Count > 0)
            return [runs.MaxBy(run => run.Created)!];
        var found = named.Find(name.Name);
        if (found.Count > 0)
            return found;
        var nearest = NearestName.Of(name.Name, runs.SelectMany(r => new[] { r.Name, r.Id }).Append(RunNaming.Latest));
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        throw QueryError.At(Text, name.Position, $"no run '{name.Name}' among {runs.Count}.{hint}");
    }
}
