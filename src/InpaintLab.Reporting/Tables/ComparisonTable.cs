using System.Text.Json.Serialization;
using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Statistics;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Tables;

/// <summary>A table of results, computed and not yet rendered; equal stores give equal tables.</summary>
/// <param name="Definition">What was asked for.</param>
/// <param name="Query">The query that chose the runs; empty for all.</param>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">The rows, in order.</param>
/// <param name="Notes">What a reader has to know, one sentence or two each.</param>
public sealed record ComparisonTable(
    TableDefinition Definition, string Query, IReadOnlyList<TableColumn> Columns,
    IReadOnlyList<TableRow> Rows, IReadOnlyList<string> Notes) : IReportTable
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyList<LineageEntry> Lineage => ((IReportTable)this).Layout().Lineage;

    /// <summary>Computes a table.</summary>
    /// <exception cref="UserErrorException">
    /// An unknown key or metric; nothing to show; a cell that would mix experiments; or results that must not stand beside each other.
    /// </exception>
    public static ComparisonTable Of(RunSet runs, TableDefinition definition) => new TableBuilder(runs, definition).Build();

    /// <inheritdoc/>
    public string Render(TableFormat format, string name = "table") =>
        format == TableFormat.Csv ? CsvFormat.Render(this) : ((IReportTable)this).Layout().Render(format, name);

    /// <inheritdoc/>
    TableLayout IReportTable.Layout() => ComparisonLayout.Of(this);
}

/// <summary>One column.</summary>
/// <param name="Values">The value of each key of the columns.</param>
/// <param name="Metric">The metric.</param>
public sealed record TableColumn(IReadOnlyList<string> Values, MetricInfo Metric);

/// <summary>One row.</summary>
/// <param name="Values">The value of each key of the rows.</param>
/// <param name="Cells">One for each column; null where there is no result.</param>
/// <param name="Budget">The cost of each run of the row by its id, baselines left out; null where that was not asked for.</param>
public sealed record TableRow(
    IReadOnlyList<string> Values, IReadOnlyList<TableCell?> Cells, IReadOnlyDictionary<string, RunBudget>? Budget);

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

    /// <summary>The interval of the mean over seeds where there are several, else over images; null where there is none.</summary>
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
