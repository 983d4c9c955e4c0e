using InpaintLab.Runs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Log;

namespace InpaintLab.Reporting.Data;

/// <summary>Where the rows and events of one run come from; points of series are read from its log. Any thread may ask.</summary>
internal interface IRunSource
{
    /// <summary>Events in their order.</summary>
    IReadOnlyList<EventRecord> Events { get; }

    /// <summary>Pictures that count.</summary>
    IReadOnlyList<LoggedImage> Images { get; }

    /// <summary>As JSON, how each metric and mask set came about.</summary>
    IReadOnlyDictionary<string, string> Provenance { get; }

    /// <summary>Results per image and mask that count: of the latest evaluation of each mask set and metric, or of all.</summary>
    IReadOnlyList<EvaluatedRow> Rows(bool latestOnly);
}

/// <summary>The database over all runs: what is large is read when it is asked for.</summary>
internal sealed class IndexedRunSource(SharedIndex index, string folder) : IRunSource
{
    public IReadOnlyList<EventRecord> Events => index.Ask(i => i.Events(folder));

    public IReadOnlyList<LoggedImage> Images => index.Ask(i => i.Images(folder));

    public IReadOnlyDictionary<string, string> Provenance => index.Ask(i => i.Provenance(folder));

    public IReadOnlyList<EvaluatedRow> Rows(bool latestOnly) => index.Ask(i => i.ImageRows(folder, latestOnly));
}

/// <summary>The log of one run, all of it in memory: for a few runs, wherever they lie.</summary>
internal sealed class LoggedRunSource(RunLog log) : IRunSource
{
    public IReadOnlyList<EventRecord> Events => log.Events;

    public IReadOnlyList<LoggedImage> Images => log.Images();

    public IReadOnlyDictionary<string, string> Provenance => log.Provenance;

    public IReadOnlyList<EvaluatedRow> Rows(bool latestOnly)
    {
        var rows = log.ImageRows();
        if (!latestOnly)
            return rows;
        var last = rows.GroupBy(r => (r.MaskSet, r.Row.Metric)).ToDictionary(g => g.Key, g => g.Max(r => r.Step));
        return [.. rows.Where(r => r.Step == last[(r.MaskSet, r.Row.Metric)])];
    }
}

/// <summary>The database over the runs, for any thread. Owns it until disposed.</summary>
internal sealed class SharedIndex(RunIndex index) : IDisposable
{
    private readonly Lock _lock = new();

    public T Ask<T>(Func<RunIndex, T> question)
    {
        lock (_lock)
            return question(index);
    }

    /// <summary>Closes the database when no question is being answered; after that none is.</summary>
    public void Dispose()
    {
        lock (_lock)
            index.Dispose();
    }
}
