using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Database;

/// <summary>One line of <c>runs list</c>, and with <c>--json</c> one object of its array.</summary>
public sealed record RunSummary
{
    /// <summary>The run's id; a copied folder has the same.</summary>
    public required string Id { get; init; }

    /// <summary>The experiment's name.</summary>
    public required string Name { get; init; }

    /// <summary>Where it stands now.</summary>
    public required RunState State { get; init; }

    /// <summary>The model family; empty, like the four below, when the description in the log is damaged.</summary>
    public required string Family { get; init; }

    /// <summary>The family's variant; empty where it has none.</summary>
    public required string Variant { get; init; }

    /// <summary>The kind of training masks.</summary>
    public required string Mask { get; init; }

    /// <summary>The dataset.</summary>
    public required string Dataset { get; init; }

    /// <summary>Side of the training images, px.</summary>
    public required int Resolution { get; init; }

    /// <summary>The seed.</summary>
    public required long Seed { get; init; }

    /// <summary>Hash of the resolved spec.</summary>
    public required string SpecHash { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTime Created { get; init; }

    /// <summary>The last step logged, or -1.</summary>
    public required long LastStep { get; init; }

    /// <summary>Why it failed, or what its last state says.</summary>
    public string StateMessage { get; init; } = "";

    /// <summary>Places of the log that are damaged.</summary>
    public int Corruptions { get; init; }

    /// <summary>The folder, relative to the runs' root, with '/' between the parts.</summary>
    public required string Folder { get; init; }

    /// <summary>The results of the run by key; for keys without one, the last value of the series.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>Builds the line from the run's files. Its state is the logged one: see <see cref="RunFolder.StateNow"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">Its folder relative to the root.</param>
    /// <param name="log">Its log.</param>
    public static RunSummary Of(RunFolder run, string folder, RunLog log)
    {
        var description = log.Description?.Description;
        return new RunSummary
        {
            Id = log.Description?.Id ?? run.Id,
            Name = description?.Name ?? run.Name,
            State = log.State,
            Family = description?.Family ?? "",
            Variant = description?.Variant ?? "",
            Mask = description?.Mask ?? "",
            Dataset = description?.Dataset ?? "",
            Resolution = description?.Resolution ?? 0,
            Seed = description?.Seed ?? 0,
            SpecHash = description?.SpecHash ?? "",
            Created = log.Description?.Created ?? run.Created,
            LastStep = log.LastStep,
            StateMessage = log.StateMessage,
            Corruptions = log.Corruptions.Count,
            Folder = folder,
            Metrics = ValuesOf(log),
        };
    }

    /// <summary>The results of a run by key; for keys without one, the last value of the series.</summary>
    public static IReadOnlyDictionary<string, double> ValuesOf(RunLog log)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var key in log.Keys)
        {
            if (log.Series(key) is { Count: > 0 } points)
                values[key] = points[^1].Value;
        }

        foreach (var (key, value) in log.Summary)
            values[key] = value;
        return values;
    }
}

/// <summary>A log as the database last read it: another one of these means that it must be read again.</summary>
/// <param name="Length">The log's length, bytes.</param>
/// <param name="LastChecksum">Its last four bytes: the checksum of its last frame, when that is complete.</param>
public readonly record struct LogFingerprint(long Length, uint LastChecksum)
{
    /// <summary>The fingerprint of a file now.</summary>
    public static LogFingerprint Of(string logPath)
    {
        using var handle = File.OpenHandle(logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(handle);
        Span<byte> last = stackalloc byte[4];
        last.Clear();
        _ = RandomAccess.Read(handle, last, Math.Max(0, length - last.Length));
        return new LogFingerprint(length, System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(last));
    }
}

/// <summary>A run as it goes into the database.</summary>
/// <param name="Summary">Its line in the list.</param>
/// <param name="Fingerprint">The log, taken before it was read.</param>
/// <param name="Log">The log's content.</param>
public sealed record IndexedRun(RunSummary Summary, LogFingerprint Fingerprint, RunLog Log);

/// <summary>The values of two runs for the same image under the same mask.</summary>
/// <param name="MaskSet">The set of masks.</param>
/// <param name="Metric">The metric's key.</param>
/// <param name="ImageId">The image.</param>
/// <param name="MaskId">The mask.</param>
/// <param name="HoleRatio">Share of the image that is hole.</param>
/// <param name="First">The first run's value.</param>
/// <param name="Second">The second run's value.</param>
public readonly record struct PairedRow(
    string MaskSet, string Metric, string ImageId, string MaskId, double HoleRatio, double First, double Second);
