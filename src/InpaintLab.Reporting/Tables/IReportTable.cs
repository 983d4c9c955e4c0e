using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Tables;

/// <summary>A table of a report: computed, with its lineage, and not yet laid out for a format.</summary>
public interface IReportTable
{
    /// <summary>Where its numbers are from, cell by cell, in order of rows and columns.</summary>
    IReadOnlyList<LineageEntry> Lineage { get; }

    /// <summary>As text that ends with a line feed; the same table gives the same bytes.</summary>
    /// <param name="format">The format.</param>
    /// <param name="name">Tells it from other tables of the page: the beginning of the names that links in HTML go to.</param>
    string Render(TableFormat format, string name = "table");

    /// <summary>As texts in cells, for documents.</summary>
    internal TableLayout Layout();
}

/// <summary>One cell of a table and where its number is from.</summary>
/// <param name="Row">The row, e.g. "unet".</param>
/// <param name="Column">The column, e.g. "box, psnr_hole".</param>
/// <param name="Value">What the cell says.</param>
/// <param name="From">Where from; several where a number compares cells.</param>
public sealed record LineageEntry(string Row, string Column, string Value, IReadOnlyList<CellLineage> From);

/// <summary>Where a number is from.</summary>
/// <param name="Runs">The ids of its runs, in order of seeds.</param>
/// <param name="Query">The query that found them; empty for all runs.</param>
/// <param name="SpecHash">Hash of their resolved spec without its seed.</param>
/// <param name="MaskSet">Split and mask set as in their logs, e.g. "test/box".</param>
/// <param name="Metric">The metric's key in their logs, e.g. "known-mean/psnr".</param>
public sealed record CellLineage(IReadOnlyList<string> Runs, string Query, string SpecHash, string MaskSet, string Metric)
{
    /// <summary>In one line.</summary>
    public override string ToString() => $"{string.Join(" ", Runs)}: {MaskSet} {Metric}, spec {SpecHash[..Math.Min(12, SpecHash.Length)]}";
}
