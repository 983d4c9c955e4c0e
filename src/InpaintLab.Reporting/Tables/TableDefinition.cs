namespace InpaintLab.Reporting.Tables;

/// <summary>What a table shows: the one definition that every format renders.</summary>
public sealed record TableDefinition
{
    /// <summary>The keys whose values make the rows: see <see cref="TableKeys"/>.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>The keys whose values make the groups of columns; may be empty.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The metrics, side by side in each group of columns.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The split of the results; null for that of each run's final evaluation.</summary>
    public string? Split { get; init; }

    /// <summary>The mask sets shown; empty for all.</summary>
    public IReadOnlyList<string> MaskSets { get; init; } = [];

    /// <summary>Whether each row ends with what its runs cost.</summary>
    public bool Budget { get; init; }

    /// <summary>
    /// What tables call a key or metric, e.g. "Mask" for "mask-set"; what is not here is called as it is written in specs and logs.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Metrics that may be missing from all runs, with the sentence that says why and how to get them: their columns stand there, empty,
    /// with that note, while any other metric that no run has is an error.
    /// </summary>
    public IReadOnlyDictionary<string, string> MayBeMissing { get; init; } = new Dictionary<string, string>();

    /// <summary>How intervals are computed.</summary>
    public IntervalKind Interval { get; init; }

    /// <summary>Of the intervals, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The level of the tests that find ties, in (0, 1).</summary>
    public double Alpha { get; init; } = 0.05;
}

/// <summary>An interval of a mean.</summary>
public enum IntervalKind
{
    /// <summary>Student's t: right for normal values, and the only one worth anything for two or three seeds.</summary>
    T,

    /// <summary>
    /// The bias-corrected and accelerated bootstrap, which asks nothing of the values' distribution but wants more of them.
    /// </summary>
    Bootstrap,
}

/// <summary>Keys of rows and columns that name a part of a run's results rather than the run.</summary>
public static class TableKeys
{
    /// <summary>The set of evaluation masks.</summary>
    public const string MaskSet = "mask-set";

    /// <summary>The split of the images.</summary>
    public const string Split = "split";

    /// <summary>The network, or a baseline that was measured beside it.</summary>
    public const string Method = "method";

    /// <summary>The bin of the hole ratio.</summary>
    public const string HoleRatio = "hole-ratio";

    /// <summary>All of them; any other key is one of <see cref="Data.RunKeys"/>, a label, or a key of the spec.</summary>
    public static IReadOnlyList<string> Names { get; } = [MaskSet, Split, Method, HoleRatio];

    /// <summary>
    /// Whether results under different values of a key were not measured on the same thing: such rows stand in one table, but are not
    /// compared with each other.
    /// </summary>
    internal static bool SeparatesComparisons(string key) =>
        key is MaskSet or Split or HoleRatio or "resolution" or "dataset" or "data"
        || key.StartsWith("dataset.", StringComparison.Ordinal)
        || key.StartsWith("evaluation.", StringComparison.Ordinal);
}
