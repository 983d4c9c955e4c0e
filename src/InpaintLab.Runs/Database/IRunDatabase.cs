using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Database;

/// <summary>
/// What questions about many runs are asked of: everything in it comes from the logs and can be built again from them. Runs are named by
/// their folder relative to the runs' root. Several processes may use one database at a time. It has no points of series: they fill most of
/// the logs, are asked of one run at a time, and are read from its log as quickly.
/// </summary>
public interface IRunDatabase : IDisposable
{
    /// <summary>Why it had to be emptied when it was opened (damage, another version), or null.</summary>
    string? EmptiedBecause { get; }

    /// <summary>Notes new times of logs whose content is the same.</summary>
    void Touch(IReadOnlyList<(string Folder, LogFingerprint Log)> logs);

    /// <summary>Puts runs in place of what was stored for their folders and removes others, all or nothing.</summary>
    void Update(IReadOnlyList<IndexedRun> changed, IReadOnlyList<string> removed);

    /// <summary>All runs in order of creation, with their logged states.</summary>
    IReadOnlyList<StoredRun> Runs();

    /// <summary>Per-image results that count, of all evaluations or of the latest of each mask set and metric.</summary>
    IReadOnlyList<EvaluatedRow> ImageRows(string folder, bool latestOnly);

    /// <summary>Events in their order.</summary>
    IReadOnlyList<EventRecord> Events(string folder);

    /// <summary>Image files that count, in their order.</summary>
    IReadOnlyList<LoggedImage> Images(string folder);

    /// <summary>For each metric, as JSON, how it was computed.</summary>
    IReadOnlyDictionary<string, string> Provenance(string folder);
}

/// <summary>
/// A run as it stands in the database. A class: collections of structures are compiled at every start, those of classes are not.
/// </summary>
/// <param name="Summary">Its line in the list.</param>
/// <param name="Log">Its log as it was last read.</param>
public sealed record StoredRun(RunSummary Summary, LogFingerprint Log);

/// <summary>The database's file is damaged: it must be deleted and built again.</summary>
public sealed class RunDatabaseDamagedException(string message, Exception inner) : Exception(message, inner);
