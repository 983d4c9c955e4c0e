using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Database;

/// <summary>A run as it goes into the database: what is stored of its log, and not its points, which are most of it.</summary>
/// <param name="Summary">Its line in the list.</param>
/// <param name="Fingerprint">The log, taken before it was read.</param>
/// <param name="ImageRows">Per-image results that count.</param>
/// <param name="Events">Events in their order.</param>
/// <param name="Images">Image files that count.</param>
/// <param name="Provenance">For each metric, as JSON, how it was computed.</param>
public sealed record IndexedRun(
    RunSummary Summary,
    LogFingerprint Fingerprint,
    IReadOnlyList<EvaluatedRow> ImageRows,
    IReadOnlyList<EventRecord> Events,
    IReadOnlyList<LoggedImage> Images,
    IReadOnlyDictionary<string, string> Provenance)
{
    /// <summary>What is stored of a run; nothing of it refers to the log.</summary>
    /// <param name="summary">Its line in the list.</param>
    /// <param name="fingerprint">The log, taken before it was read.</param>
    /// <param name="log">The log's content.</param>
    public static IndexedRun Of(RunSummary summary, LogFingerprint fingerprint, RunLog log) =>
        new(summary, fingerprint, log.ImageRows(), log.Events, log.Images(), log.Provenance);
}
