using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Statistics;

namespace InpaintLab.Reporting.Tables;

/// <summary>A table of results, computed and not yet rendered; equal stores give equal tables.</summary>
/// <param name="Definition">What was asked for.</param>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Notes">What a reader has to know, one sentence or two each.</param>
public sealed record ComparisonTable(
    TableDefinition Definition, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>Computes a table.</summary>
    /// <exception cref="UserErrorException">
    /// An unknown key or metric; nothing to show; a cell that would mix experiments; or results that must not stand beside each other.
    /// </exception>
    public static ComparisonTable Of(RunStore store, TableDefinition definition) => new TableBuilder(store, definition).Build();
}

/// <summary>One column.</summary>
/// <param name="Values">The value of each key of the columns.</param>
/// <param name="Metric">The metric.</param>
public sealed record TableColumn(IReadOnlyList<string> Values, MetricInfo Metric);

/// <summary>One row.</summary>
/// <param name="Values">The value of each key of the rows.</param>
/// <param name="Cells">One for each column; null where there is no result.</param>
/// <param name="Budget">The cost of each run of the row by its id, baselines left out; null where that was not asked for.</param>
public sealed record TableRow(IReadOnlyList<string> Values, IReadOnlyList<TableCell?> Cells, IReadOnlyDictionary<string, RunBudget>? Budget);

/// <summary>How a cell stands among those it is compared with.</summary>
public enum CellMark
{
    /// <summary>Worse, or not compared.</summary>
    None,

    /// <summary>The best mean.</summary>
    Best,

    /// <summary>Not told from the best by the test.</summary>
    Tie,
}

/// <summary>One number with all that belongs to it.</summary>
public sealed record TableCell
{
    /// <summary>The mean: over images, then over seeds.</summary>
    public required double Mean { get; init; }

    /// <summary>Student's t interval of the mean over seeds where there are several, else over images; null where there is none.</summary>
    public required Interval? Interval { get; init; }

    /// <summary>The seeds it is from, in order.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Seeds that other cells of the table have and this one lacks.</summary>
    public required IReadOnlyList<long> MissingSeeds { get; init; }

    /// <summary>Pairs of image and mask in the mean of one run; null for a metric of sets.</summary>
    public required int? Images { get; init; }

    /// <summary>Values that are no finite number and are in no mean, of all its runs.</summary>
    public required int LeftOut { get; init; }

    /// <summary>How it stands among those it is compared with.</summary>
    public CellMark Mark { get; init; }

    /// <summary>Against the best: the p-value of the paired test after Holm's correction; null where there was no test.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>Where the number is from.</summary>
    public required CellLineage Lineage { get; init; }
}

/// <summary>Where a number is from.</summary>
/// <param name="Runs">The ids of its runs, in order of seeds.</param>
/// <param name="Query">The query that found them.</param>
/// <param name="SpecHash">Hash of their resolved spec without its seed.</param>
/// <param name="MaskSet">Split and mask set as in their logs, e.g. "test/box".</param>
/// <param name="Metric">The metric's key in their logs, e.g. "known-mean/psnr".</param>
public sealed record CellLineage(IReadOnlyList<string> Runs, string Query, string SpecHash, string MaskSet, string Metric);
