using System.Collections;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Reporting.Data;

/// <summary>Some of the runs of a store, in order of creation: a list to ask with LINQ, which knows the query that chose it.</summary>
public sealed class RunSet : IReadOnlyList<RecordedRun>
{
    private readonly RunStore _store;
    private readonly IReadOnlyList<RecordedRun> _runs;

    internal RunSet(RunStore store, string query, IReadOnlyList<RecordedRun> runs) => (_store, Text, _runs) = (store, query, runs);

    /// <summary>The query that chose them; empty for all runs.</summary>
    public string Text { get; }

    /// <summary>The folder of all runs, a full path.</summary>
    public string Root => _store.Root;

    /// <inheritdoc/>
    public int Count => _runs.Count;

    /// <inheritdoc/>
    public RecordedRun this[int index] => _runs[index];

    /// <summary>A run by id, folder name, unique name or beginning, or <c>latest</c>.</summary>
    /// <exception cref="UserErrorException">None or several, or it is not among these.</exception>
    public RecordedRun this[string name]
    {
        get
        {
            var folder = RunSelector.Resolve(Root, name);
            return _runs.FirstOrDefault(run => run.Folder == folder.Path)
                ?? throw new UserErrorException($"'{name}': expected one of the {Count} runs of this report, received {folder.FolderName}");
        }
    }

    /// <summary>Those of these runs that a query chooses (src/docs/queries.md); to choose none is no error.</summary>
    /// <exception cref="UserErrorException">It cannot be understood, or it names a run or key that there is not.</exception>
    public RunSet Query(string query)
    {
        var filter = RunFilter.Parse(query, name => Metric(name).HigherIsBetter);
        if (filter.IsEmpty)
            return this;
        var chosen = filter.Choose([.. _runs.Select(r => r.Summary)]).ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return new RunSet(_store, Text.Length == 0 ? query : $"({Text}) and ({query})", [.. _runs.Where(r => chosen.Contains(r.Summary))]);
    }

    /// <summary>Some of these runs, chosen in another way.</summary>
    public RunSet Only(IEnumerable<RecordedRun> runs)
    {
        var chosen = runs.ToHashSet();
        return new RunSet(_store, Text, [.. _runs.Where(chosen.Contains)]);
    }

    /// <summary>What is known of a metric.</summary>
    public MetricInfo Metric(string name) => _store.Metric(name);

    /// <summary>
    /// The latest results of two runs or more side by side, and each one's differences from the first over the pairs they share.
    /// </summary>
    /// <exception cref="UserErrorException">Fewer than two runs.</exception>
    public RunComparison Compare(params IEnumerable<RecordedRun> runs) =>
        _store.Ask(index => RunComparison.Of(index, [.. runs.Select(run => run.Summary.Folder)]));

    /// <summary>Results of two runs for images and masks that both were evaluated on.</summary>
    public IReadOnlyList<PairedRow> Pairs(RecordedRun first, RecordedRun second) =>
        _store.Ask(index => index.PairedRows(first.Summary.Folder, second.Summary.Folder));

    /// <inheritdoc/>
    public IEnumerator<RecordedRun> GetEnumerator() => _runs.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A resolved spec has a hundred keys: only the near ones and the short names are worth reading.
    internal UserErrorException UnknownKey(string key, IEnumerable<string> more)
    {
        var labels = _runs.SelectMany(r => r.Labels.Keys).Distinct().Order(StringComparer.Ordinal);
        string[] shortNames = [.. more, .. RunKeys.Names, .. labels];
        var nearest = NearestName.Of(key, shortNames.Concat(_runs.SelectMany(r => r.Spec.Values.Keys).Distinct()));
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return new UserErrorException(
            $"unknown key '{key}'.{hint} Known: {string.Join(", ", shortNames)}, and every key of the spec, e.g. training.steps.");
    }
}
