using System.Text;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>
/// A table element, its notes, and where each number is from, to stand in a page; without style of its own. Cells link to their lineage,
/// which in a document links to the runs.
/// </summary>
internal static class HtmlFormat
{
    public static string Render(TableLayout table, string name, bool inDocument)
    {
        var text = new StringBuilder("<table>\n<thead>\n");
        if (table.Columns.Any(c => c.Group.Length > 0))
        {
            var groups = PlainText.Groups(table.Columns).Select(g => $"<th colspan=\"{g.Count}\">{Escape(g.Group)}</th>");
            text.Append($"<tr><th colspan=\"{table.Keys.Count}\"></th>{string.Concat(groups)}</tr>\n");
        }

        var headings = table.Keys.Select(k => Heading(k, isText: true)).Concat(table.Columns.Select(c => Heading(c.Heading, c.IsText)));
        text.Append($"<tr>{string.Concat(headings)}</tr>\n</thead>\n<tbody>\n");
        foreach (var (number, row) in table.Rows.Index())
        {
            var names = row.Names.Select(n => $"<th scope=\"row\">{Escape(n)}</th>");
            var cells = row.Cells.Select((c, column) => Cell(c, table.Columns[column], Place(number, column)));
            text.Append($"<tr>{string.Concat(names)}{string.Concat(cells)}</tr>\n");
        }

        text.Append("</tbody>\n</table>\n<ul class=\"notes\">\n");
        foreach (var note in table.NotesWith("Bold", "italic"))
            text.Append($"<li>{Escape(note)}</li>\n");
        text.Append("</ul>\n");
        if (table.Lineage.Count > 0)
            AddLineage();
        return text.ToString();

        string Place(int row, int column) => $"{Escape(name)}-{row + 1}-{column + 1}";

        void AddLineage()
        {
            text.Append("<details class=\"lineage\"><summary>Where each number is from</summary>\n<ul>\n");
            foreach (var (number, row) in table.Rows.Index())
            {
                foreach (var (column, cell) in row.Cells.Index().Where(c => c.Item.From.Count > 0))
                {
                    var from = string.Join("; ", cell.From.Select(f => Lineage(f, inDocument)));
                    text.Append(
                        $"<li id=\"{Place(number, column)}\">{Escape(string.Join(", ", row.Names))}, "
                            + $"{Escape(table.Columns[column].FullHeading)}: {from}</li>\n");
                }
            }

            text.Append("</ul>\n</details>\n");
        }
    }

    /// <summary>A heading, above texts or above numbers.</summary>
    internal static string Heading(string heading, bool isText) => $"<th{(isText ? " class=\"text\"" : "")}>{Escape(heading)}</th>";

    private static string Lineage(CellLineage from, bool inDocument)
    {
        var runs = from.Runs.Select(id => inDocument ? $"<a href=\"#run-{Escape(id)}\">{Escape(id)}</a>" : $"<code>{Escape(id)}</code>");
        var query = from.Query.Length == 0 ? "" : $", found by <code>{Escape(from.Query)}</code>";
        return $"run {string.Join(", ", runs)}, series <code>{Escape(from.MaskSet)} {Escape(from.Metric)}</code>, spec "
            + $"<code>{Escape(from.SpecHash[..Math.Min(12, from.SpecHash.Length)])}</code>{query}";
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

    private static string Cell(LayoutCell cell, LayoutColumn column, string place)
    {
        var text = Escape(cell.Text);
        if (cell.From.Count > 0)
            text = $"<a href=\"#{place}\">{text}</a>";
        return (column.IsText ? "<td class=\"text\">" : "<td>") + cell.Mark switch
        {
            CellMark.Best => $"<strong>{text}</strong></td>",
            CellMark.Tie => $"<em>{text}</em></td>",
            _ => $"{text}</td>",
        };
    }
}
