using System.Text;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>A table of GitHub's Markdown, its notes as a list below.</summary>
internal static class MarkdownFormat
{
    private const string Special = @"\`*_{}[]<>#|~";

    public static string Render(TableLayout table)
    {
        var text = new StringBuilder();
        Line([.. table.Keys.Select(Escape), .. table.Columns.Select(c => Escape(c.FullHeading))]);
        Line([.. table.Keys.Select(_ => "---"), .. table.Columns.Select(c => c.IsText ? "---" : "---:")]);
        foreach (var row in table.Rows)
            Line([.. row.Names.Select(Escape), .. row.Cells.Select(Cell)]);
        text.Append('\n');
        foreach (var note in table.NotesWith("Bold", "italic"))
            text.Append("- ").Append(Escape(note)).Append('\n');
        return text.ToString();

        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>Text that Markdown shows as it is, in a cell or a paragraph.</summary>
    internal static string Escape(string text) => string.Concat(PlainText.Of(text).Select(c =>
        c == '&' ? "&amp;" : Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));

    private static string Cell(LayoutCell cell) => cell.Mark switch
    {
        CellMark.Best => $"**{Escape(cell.Text)}**",
        CellMark.Tie => $"*{Escape(cell.Text)}*",
        _ => Escape(cell.Text),
    };
}
