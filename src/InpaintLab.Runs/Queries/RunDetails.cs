using System.Text.Json.Nodes;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Queries;

/// <summary>One series in short.</summary>
/// <param name="Key">Its key.</param>
/// <param name="N">Points that count.</param>
/// <param name="Superseded">Points that a resume replaced.</param>
/// <param name="LastStep">The last step.</param>
/// <param name="Last">The last value.</param>
/// <param name="Min">The least value; NaN when one is NaN.</param>
/// <param name="Max">The greatest value; NaN when one is NaN.</param>
public sealed record SeriesDetails(string Key, int N, int Superseded, long LastStep, double Last, double Min, double Max);

/// <summary>The process that writes a run.</summary>
/// <param name="Host">Its machine.</param>
/// <param name="Pid">Its number there.</param>
/// <param name="Since">Since when (UTC).</param>
/// <param name="LastSeen">Its last sign of life (UTC).</param>
/// <param name="IsHere">Whether it is on this machine.</param>
/// <param name="Description">All that in words.</param>
public sealed record OwnerDetails(string Host, int Pid, DateTime Since, DateTime LastSeen, bool IsHere, string Description)
{
    internal static OwnerDetails Of(RunOwner owner) =>
        new(owner.Host, owner.Pid, owner.Since, owner.LastSeen, owner.IsHere, owner.ToString());
}

/// <summary>Everything about one run but its points: <c>runs show</c>, and with <c>--json</c> its document.</summary>
public sealed record RunDetails
{
    /// <summary>Its line in the list.</summary>
    public required RunSummary Run { get; init; }

    /// <summary>The run folder.</summary>
    public required string Path { get; init; }

    /// <summary>Who writes it; null when nobody does.</summary>
    public required OwnerDetails? Owner { get; init; }

    /// <summary>The machine and the software; null when the file is missing.</summary>
    public required RunEnvironment? Environment { get; init; }

    /// <summary>What it cost; null when that was not recorded.</summary>
    public required RunCost? Cost { get; init; }

    /// <summary>Changes of state in their order.</summary>
    public required IReadOnlyList<StateRecord> States { get; init; }

    /// <summary>The series in order of their keys.</summary>
    public required IReadOnlyList<SeriesDetails> Series { get; init; }

    /// <summary>All evaluations that count, by step, mask set and metric.</summary>
    public required IReadOnlyList<MetricMean> Evaluations { get; init; }

    /// <summary>The latest metrics of sets of images, with the conditions under which they compare.</summary>
    public required IReadOnlyList<SetMetricRecord> SetMetrics { get; init; }

    /// <summary>The latest evaluations by hole ratio; null where that was not asked for.</summary>
    public IReadOnlyList<BinMean>? Bins { get; init; }

    /// <summary>Events in their order.</summary>
    public required IReadOnlyList<EventRecord> Events { get; init; }

    /// <summary>Image files that count.</summary>
    public required IReadOnlyList<LoggedImage> Images { get; init; }

    /// <summary>The checkpoints, each read to its end and held to its checksum; null where whoever asks cannot read them.</summary>
    public IReadOnlyList<CheckpointDetails>? Checkpoints { get; init; }

    /// <summary>How each metric was computed.</summary>
    public required IReadOnlyDictionary<string, JsonNode?> Provenance { get; init; }

    /// <summary>Places of the log that are damaged.</summary>
    public required IReadOnlyList<LogCorruption> Corruptions { get; init; }

    /// <summary>Bytes at the log's end that were never acknowledged.</summary>
    public required long IncompleteTailBytes { get; init; }

    /// <summary>Records of a later version that were passed over.</summary>
    public required int UnknownRecords { get; init; }

    /// <summary>Reads them from the run's files; no database is needed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="bins">Whether results by hole ratio are wanted.</param>
    /// <exception cref="Core.Errors.UserErrorException">The log or the environment cannot be understood.</exception>
    public static RunDetails Read(RunFolder run, bool bins = false)
    {
        var log = RunLog.Read(run.LogPath);
        var summary = RunSummary.Of(run, run.FolderName, log) with { State = run.StateNow(log.State) };
        return new RunDetails
        {
            Run = summary,
            Cost = RunCost.Of(summary.Metrics),
            Path = run.Path,
            Owner = RunLock.OwnerOf(run.Path) is { } owner ? OwnerDetails.Of(owner) : null,
            Environment = File.Exists(run.EnvironmentPath) ? RunEnvironment.Read(run.EnvironmentPath) : null,
            States = log.States,
            Series = [.. log.Keys.Select(key => Of(key, log))],
            Evaluations = MetricMean.Of(log.ImageRows()),
            SetMetrics = SetMetricRecord.Of(log.Provenance),
            Bins = bins ? BinMean.Of(log.ImageRows()) : null,
            Events = log.Events,
            Images = log.Images(),
            Provenance = log.Provenance.ToDictionary(p => p.Key, p => JsonNode.Parse(p.Value)),
            Corruptions = log.Corruptions,
            IncompleteTailBytes = log.IncompleteTailBytes,
            UnknownRecords = log.UnknownRecords,
        };
    }

    private static SeriesDetails Of(string key, RunLog log)
    {
        var points = log.Series(key);
        var superseded = log.Series(key, includeSuperseded: true).Count - points.Count;
        if (points.Count == 0)
            return new SeriesDetails(key, 0, superseded, -1, double.NaN, double.NaN, double.NaN);
        var values = points.Select(p => p.Value);
        var (min, max) = (values.Aggregate(Math.Min), values.Aggregate(Math.Max));
        return new SeriesDetails(key, points.Count, superseded, points[^1].Step, points[^1].Value, min, max);
    }
}
