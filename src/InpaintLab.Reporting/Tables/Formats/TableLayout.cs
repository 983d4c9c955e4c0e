namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>A table as texts, not yet escaped for a format.</summary>
/// <param name="Keys">Headings of the columns that name a row.</param>
/// <param name="Columns">Headings of the columns of numbers.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">The notes.</param>
internal sealed record TableLayout(
    IReadOnlyList<string> Keys, IReadOnlyList<LayoutColumn> Columns, IReadOnlyList<LayoutRow> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>Whether a cell is marked.</summary>
    public bool HasMarks => Rows.Any(r => r.Cells.Any(c => c.Mark != CellMark.None));

    /// <summary>Where the numbers are from.</summary>
    public IReadOnlyList<LineageEntry> Lineage =>
    [
        .. Rows.SelectMany(row => row.Cells.Zip(Columns)
            .Where(c => c.First.From.Count > 0)
            .Select(c => new LineageEntry(string.Join(", ", row.Names), c.Second.FullHeading, c.First.Text, c.First.From))),
    ];

    /// <summary>The best and those within noise of it, in words, with what shows them in a format.</summary>
    public IEnumerable<string> NotesWith(string best, string tie) =>
        HasMarks ? [$"{best}: the best; {tie}: within noise of the best.", .. Notes] : Notes;

    /// <summary>As text that ends with a line feed.</summary>
    public string Render(TableFormat format, string name) => format switch
    {
        TableFormat.Text => TextFormat.Render(this),
        TableFormat.Md => MarkdownFormat.Render(this),
        TableFormat.Tex => LatexFormat.Render(this),
        TableFormat.Html => HtmlFormat.Render(this, name, inDocument: false),
        TableFormat.Csv => CsvFormat.Render(this),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "expected a format of tables"),
    };
}

/// <summary>A column of numbers.</summary>
/// <param name="Group">The group it stands in; empty for none.</param>
/// <param name="Heading">Its own heading.</param>
internal sealed record LayoutColumn(string Group, string Heading)
{
    /// <summary>Whether its cells are prose, to the left, rather than numbers.</summary>
    public bool IsText { get; init; }

    /// <summary>Group and heading.</summary>
    public string FullHeading => Group.Length == 0 ? Heading : $"{Group}: {Heading}";
}

/// <summary>A row.</summary>
/// <param name="Names">Its values of the keys.</param>
/// <param name="Cells">One for each column.</param>
internal sealed record LayoutRow(IReadOnlyList<string> Names, IReadOnlyList<LayoutCell> Cells);

/// <summary>A cell.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Mark">How it is set.</param>
internal sealed record LayoutCell(string Text, CellMark Mark)
{
    /// <summary>Where its number is from; empty where it has none.</summary>
    public IReadOnlyList<CellLineage> From { get; init; } = [];

    public static LayoutCell Empty { get; } = new("-", CellMark.None);
}

/// <summary>What all formats do to texts before they escape them.</summary>
internal static class PlainText
{
    /// <summary>Control characters, which could break a line or move a terminal's cursor, become spaces.</summary>
    public static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    /// <summary>The columns in runs of one group, as first index and count.</summary>
    public static IEnumerable<(int First, int Count, string Group)> Groups(IReadOnlyList<LayoutColumn> columns)
    {
        for (int first = 0, end; first < columns.Count; first = end)
        {
            end = first + 1;
            while (end < columns.Count && columns[end].Group == columns[first].Group)
                end++;
            yield return (first, end - first, columns[first].Group);
        }
    }
}
