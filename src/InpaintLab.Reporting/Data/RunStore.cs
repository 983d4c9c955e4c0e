using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

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

    /// <summary>The runs that a query chooses, in order of creation.</summary>
    /// <param name="query">The query, as <see cref="RunFilter"/> reads it; an empty one chooses all.</param>
    /// <exception cref="UserErrorException">It names what there is not, or chooses none.</exception>
    public IReadOnlyList<RecordedRun> Query(string query)
    {
        var chosen = RunFilter
            .Parse(query, name => Metric(name).HigherIsBetter)
            .ChooseSome([.. Runs.Select(r => r.Summary)], Root)
           .ToHashSet<object>(ReferenceEqualityComparer.Instance);
        return [.. Runs.Where(r => chosen.Contains(r.Summary))];
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
}
