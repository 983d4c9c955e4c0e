using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Tables.Formats;

namespace InpaintLab.Reporting.Tables;

/// <summary>A table that a script fills itself, for what is no comparison of means: images, runs, settings.</summary>
/// <param name="headings">Headings of the columns.</param>
public sealed class TextTable(params IReadOnlyList<string> headings) : IReportTable
{
    private readonly List<(IReadOnlyList<string> Cells, CellLineage? From)> _rows = [];
    private readonly List<string> _notes = [];

    /// <inheritdoc/>
    public IReadOnlyList<LineageEntry> Lineage => Layout().Lineage;

    /// <summary>Adds a row.</summary>
    /// <param name="from">The run that the row is about; null for none.</param>
    /// <param name="cells">A text for each column.</param>
    /// <exception cref="ArgumentException">There are more or fewer texts than columns.</exception>
    public TextTable Row(RecordedRun? from, params IReadOnlyList<string> cells)
    {
        if (cells.Count != headings.Count)
        {
            throw new ArgumentException(
                $"expected {headings.Count} cells, one for each of {string.Join(", ", headings)}; received {cells.Count}", nameof(cells));
        }

        _rows.Add((cells, from is null ? null : new CellLineage([from.Id], "", from.GroupKey, "", "")));
        return this;
    }

    /// <summary>Adds a sentence below the table.</summary>
    public TextTable Note(string note)
    {
        _notes.Add(note);
        return this;
    }

    /// <inheritdoc/>
    public string Render(TableFormat format, string name = "table") => Layout().Render(format, name);

    /// <inheritdoc/>
    TableLayout IReportTable.Layout() => Layout();

    // Columns of numbers are set to the right, like those of other tables.
    private TableLayout Layout() => new(
        [headings[0]],
        [.. headings.Skip(1).Select((h, i) => new LayoutColumn("", h) { IsText = _rows.Exists(r => !IsNumber(r.Cells[i + 1])) })],
        [.. _rows.Select(r => new LayoutRow([r.Cells[0]], [.. r.Cells.Skip(1).Select(c => CellOf(c, r.From))]))],
        _notes);

    private static LayoutCell CellOf(string text, CellLineage? from) => new(text, CellMark.None) { From = from is null ? [] : [from] };

    private static bool IsNumber(string text) =>
        text.Length > 0 && (text == "-" || char.IsAsciiDigit(text.TrimStart('-')[0]) && !text.Contains('-', StringComparison.Ordinal));
}
