using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Data;

/// <summary>
/// All recorded runs, to read: where reports get everything from. <c>store.Runs.Where(r => r.Spec["training.batch"] == "8")</c>. Owns the
/// database over the runs until disposed. Not thread-safe.
/// </summary>
public sealed class RunStore : IDisposable
{
    private readonly RunIndex _index;
    private readonly Dictionary<string, MetricInfo> _metrics;

    private RunStore(string root, RunIndex index, IEnumerable<MetricInfo> metrics)
    {
        (Root, _index) = (root, index);
        _metrics = metrics.ToDictionary(m => m.Name);
        Runs = [.. index.Runs().Select(summary => new RecordedRun(index, RunFolder.Open(Path.Combine(root, summary.Folder)), summary))];
    }

    /// <summary>The folder of all runs.</summary>
    public string Root { get; }

    /// <summary>All runs in order of creation.</summary>
    public IReadOnlyList<RecordedRun> Runs { get; }

    /// <summary>Opens the runs of a folder.</summary>
    /// <param name="root">The folder of all runs; it may be missing, and then there are none.</param>
    /// <param name="metrics">What is known of metrics; others have no direction.</param>
    /// <param name="notify">Receives what a user should know, e.g. that the database is built again.</param>
    public static RunStore Open(string root, IEnumerable<MetricInfo> metrics, Action<string> notify)
    {
        var index = RunIndex.Open(root, notify);
        try
        {
            return new RunStore(root, index, metrics);
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>What is known of a metric.</summary>
    public MetricInfo Metric(string name) => _metrics.GetValueOrDefault(name) ?? new MetricInfo(name, null);

    /// <summary>
    /// Runs by words: an id, a folder, an experiment's name, or the beginning of any of these adds all runs it fits; <c>key=value</c> keeps
    /// those with that label, property or value of the spec. Without words to add, all runs.
    /// </summary>
    /// <param name="query">The words, e.g. <c>places-64 training.batch=8</c>.</param>
    /// <exception cref="UserErrorException">A word fits no run, or no run has the key.</exception>
    public IReadOnlyList<RecordedRun> Query(IReadOnlyList<string> query)
    {
        var words = query.Where(w => !w.Contains('=', StringComparison.Ordinal)).ToList();
        var found = words.Count == 0 ? [.. Runs] : words.SelectMany(Named).ToHashSet();
        var runs = Runs.Where(found.Contains).ToList();
        foreach (var condition in query.Except(words))
        {
            var (key, value) = (condition[..condition.IndexOf('=', StringComparison.Ordinal)], condition[(condition.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            CheckKey(key, runs);
            runs.RemoveAll(r => r.Value(key) != value);
        }

        return runs.Count > 0 || query.Count == 0
            ? runs
            : throw new UserErrorException($"{Root}: no run fits the query '{string.Join(' ', query)}'");
    }

    /// <summary>Checks that a key names a property of any of the runs.</summary>
    /// <exception cref="UserErrorException">None has it: the nearest key is named.</exception>
    public static void CheckKey(string key, IReadOnlyCollection<RecordedRun> runs)
    {
        if (!RunKeys.Names.Contains(key) && !runs.Any(r => r.Value(key) is not null))
            throw UnknownKey(key, runs, []);
    }

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();

    // A resolved spec has a hundred keys: only the near ones and the short names are worth reading.
    internal static UserErrorException UnknownKey(string key, IReadOnlyCollection<RecordedRun> runs, IEnumerable<string> more)
    {
        var labels = runs.SelectMany(r => r.Labels.Keys).Distinct().Order(StringComparer.Ordinal);
        string[] shortNames = [.. more, .. RunKeys.Names, .. labels];
        var nearest = NearestName.Of(key, shortNames.Concat(runs.SelectMany(r => r.Spec.Values.Keys).Distinct()));
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        return new UserErrorException($"unknown key '{key}'.{hint} Known: {string.Join(", ", shortNames)}, and every key of the spec, e.g. training.steps.");
    }

    private IEnumerable<RecordedRun> Named(string word)
    {
        var named = Runs.Where(r => r.Id == word || r.Name == word || r.Summary.Folder == word || r.Files.FolderName == word).ToList();
        if (named.Count == 0)
            named = [.. Runs.Where(r => new[] { r.Id, r.Name, r.Summary.Folder, r.Files.FolderName }.Any(n => n.StartsWith(word, StringComparison.Ordinal)))];
        return named.Count > 0 ? named : throw UserErrorException.UnknownName("run", word, Runs.SelectMany(r => new[] { r.Name, r.Id }).Distinct(), Root);
    }
}
