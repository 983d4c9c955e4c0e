using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Data;

/// <summary>
/// All recorded runs, to read: where reports get everything from. <c>store.Runs.Where(r => r.Spec["training.batch"] == "8")</c>. Owns the
/// database over the runs until disposed.
/// </summary>
public sealed class RunStore : IDisposable
{
    private readonly SharedIndex _index;
    private readonly Dictionary<string, MetricInfo> _metrics;
    private readonly Lazy<IReadOnlyDictionary<string, RecordedMetric>> _recorded;

    private RunStore(string root, RunIndex index, IEnumerable<MetricInfo> metrics)
    {
        (Root, _index) = (Path.GetFullPath(root), new SharedIndex(index));
        _metrics = metrics.ToDictionary(m => m.Name);
        _recorded = new(() => RecordedMetrics.Read(Root));
        var runs = index.Runs().Select(
            run => new RecordedRun(new IndexedRunSource(_index, run.Folder), RunFolder.Open(Path.Combine(root, run.Folder)), run));
        Runs = new RunSet(this, "", [.. runs]);
    }

    /// <summary>The folder of all runs, a full path.</summary>
    public string Root { get; }

    /// <summary>All runs in order of creation.</summary>
    public RunSet Runs { get; }

    /// <summary>Opens the runs of a folder.</summary>
    /// <param name="root">The folder of all runs; it may be missing, and then there are none.</param>
    /// <param name="metrics">What is known of metrics; of others counts what the runs recorded.</param>
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

    /// <summary>What is known of a metric: of one that a script defines, what its runs recorded.</summary>
    public MetricInfo Metric(string name) => _metrics.GetValueOrDefault(name)
        ?? (
            _recorded.Value.TryGetValue(name, out var recorded)
                ? new MetricInfo(name, recorded.HigherIsBetter, recorded.Unit)
                : new MetricInfo(name, null));

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();

    internal T Ask<T>(Func<RunIndex, T> question) => _index.Ask(question);
}
