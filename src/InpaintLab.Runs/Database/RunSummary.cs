using System.Collections.ObjectModel;
using System.Text.Json.Serialization;
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

    /// <summary>When it last ended (UTC), by its log; null while it says that it runs.</summary>
    public DateTime? Ended { get; init; }

    /// <summary>The last step logged, or -1.</summary>
    public required long LastStep { get; init; }

    /// <summary>Why it failed, or what its last state says.</summary>
    public string StateMessage { get; init; } = "";

    /// <summary>Places of the log that are damaged.</summary>
    public int Corruptions { get; init; }

    /// <summary>The folder, relative to the runs' root, with '/' between the parts.</summary>
    public required string Folder { get; init; }

    /// <summary>Its place in the matrix of its spec, choice by axis; empty for a spec without a matrix.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>What a user called it beyond its name, sorted: see <see cref="RunTags"/>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The results of the run by key; for keys without one, the last value of the series.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>For the same keys, the least and the greatest value that counts.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, ValueRange> Ranges { get; init; } = ReadOnlyDictionary<string, ValueRange>.Empty;

    /// <summary>
    /// Its resolved spec as flat paths and texts, <c>training.steps</c> and the like; without any where it cannot be read.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Spec { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Builds the line from the run's files. Its state is the logged one: see <see cref="RunFolder.StateNow"/>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="folder">Its folder relative to the root.</param>
    /// <param name="log">Its log.</param>
    public static RunSummary Of(RunFolder run, string folder, RunLog log)
    {
        var description = log.Description?.Description;
        var (values, ranges) = ValuesAndRangesOf(log);
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
            Ended = log.State == RunState.Running || log.States.Count == 0 ? null : log.States[^1].Time,
            LastStep = log.LastStep,
            StateMessage = log.StateMessage,
            Corruptions = log.Corruptions.Count,
            Folder = folder,
            Labels = description?.Labels ?? ReadOnlyDictionary<string, string>.Empty,
            Tags = RunTags.Of(log.Events),
            Metrics = values,
            Ranges = ranges,
            Spec = SpecPaths.ReadFile(run.SpecPath),
        };
    }

    /// <summary>The results of a run by key; for keys without one, the last value of the series.</summary>
    public static IReadOnlyDictionary<string, double> ValuesOf(RunLog log) => ValuesAndRangesOf(log).Values;

    private static (SortedDictionary<string, double> Values, SortedDictionary<string, ValueRange> Ranges) ValuesAndRangesOf(RunLog log)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var ranges = new SortedDictionary<string, ValueRange>(StringComparer.Ordinal);
        foreach (var (key, outline) in log.Outlines)
            (values[key], ranges[key]) = (outline.Last, outline.Range);

        foreach (var (key, value) in log.Summary)
        {
            values[key] = value;
            ranges[key] = ranges.TryGetValue(key, out var range) ? range.With(value) : new ValueRange(value, value);
        }

        return (values, ranges);
    }
}

/// <summary>The least and the greatest value of a series, NaN left out; both NaN where there is nothing else.</summary>
/// <param name="Min">The least.</param>
/// <param name="Max">The greatest.</param>
public readonly record struct ValueRange(double Min, double Max)
{
    /// <summary>With one more value.</summary>
    internal ValueRange With(double value) => new(double.MinNumber(Min, value), double.MaxNumber(Max, value));
}
