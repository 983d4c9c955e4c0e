namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>What a table can be written as.</summary>
public enum TableFormat
{
    /// <summary>Aligned columns for a terminal.</summary>
    Text,

    /// <summary>A table of GitHub's Markdown.</summary>
    Md,

    /// <summary>A tabular for LaTeX with the package booktabs.</summary>
    Tex,

    /// <summary>A table element with its notes, to stand in a page.</summary>
    Html,

    /// <summary>One line for each cell with all its numbers, for programs.</summary>
    Csv,
}

/// <summary>Writes tables.</summary>
public static class TableRendering
{
    /// <summary>The table as text that ends with a line feed; the same table gives the same bytes.</summary>
    public static string Render(this ComparisonTable table, TableFormat format) => format switch
    {
        TableFormat.Text => TextFormat.Render(TableLayout.Of(table)),
        TableFormat.Md => MarkdownFormat.Render(TableLayout.Of(table)),
        TableFormat.Tex => LatexFormat.Render(TableLayout.Of(table)),
        TableFormat.Html => HtmlFormat.Render(TableLayout.Of(table)),
        TableFormat.Csv => CsvFormat.Render(table),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "expected a format of tables"),
    };
}
