namespace InpaintLab.Reporting.Tables;

/// <summary>What a table shows: the one definition that every format renders.</summary>
public sealed record TableDefinition
{
    /// <summary>The runs, as <see cref="Data.RunStore.Query"/> takes them; empty for all.</summary>
    public string Query { get; init; } = "";

    /// <summary>The keys whose values make the rows: see <see cref="Axis"/>.</summary>
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

    /// <summary>Of the intervals, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The level of the tests that find ties, in (0, 1).</summary>
    public double Alpha { get; init; } = 0.05;
}

/// <summary>Keys of rows and columns that name a part of a run's results rather than the run.</summary>
public static class Axis
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
        key is MaskSet or Split or HoleRatio or "resolution" or "dataset"
        || key.StartsWith("dataset.", StringComparison.Ordinal)
        || key.StartsWith("evaluation.", StringComparison.Ordinal);
}
