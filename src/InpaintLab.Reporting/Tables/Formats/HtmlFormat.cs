using System.Text;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>A table element and its notes, to stand in a page; without style of its own.</summary>
internal static class HtmlFormat
{
    public static string Render(TableLayout table)
    {
        var text = new StringBuilder("<table>\n<thead>\n");
        if (table.Columns.Any(c => c.Group.Length > 0))
        {
            var groups = PlainText.Groups(table.Columns).Select(g => $"<th colspan=\"{g.Count}\">{Escape(g.Group)}</th>");
            text.Append($"<tr><th colspan=\"{table.Keys.Count}\"></th>{string.Concat(groups)}</tr>\n");
        }

        text.Append($"<tr>{string.Concat(table.Keys.Concat(table.Columns.Select(c => c.Heading)).Select(h => $"<th>{Escape(h)}</th>"))}</tr>\n</thead>\n<tbody>\n");
        foreach (var row in table.Rows)
            text.Append($"<tr>{string.Concat(row.Names.Select(n => $"<th scope=\"row\">{Escape(n)}</th>"))}{string.Concat(row.Cells.Select(Cell))}</tr>\n");
        text.Append("</tbody>\n</table>\n<ul>\n");
        foreach (var note in table.NotesWith("Bold", "italic"))
            text.Append($"<li>{Escape(note)}</li>\n");
        return text.Append("</ul>\n").ToString();
    }

    /// <summary>Text that HTML shows as it is, in an element or an attribute.</summary>
    internal static string Escape(string text) => string.Concat(PlainText.Of(text).Select(c => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => $"{c}",
    }));

    private static string Cell(LayoutCell cell) => cell.Mark switch
    {
        CellMark.Best => $"<td><strong>{Escape(cell.Text)}</strong></td>",
        CellMark.Tie => $"<td><em>{Escape(cell.Text)}</em></td>",
        _ => $"<td>{Escape(cell.Text)}</td>",
    };
}
