using System.Text;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>A tabular for LaTeX with the package booktabs, its notes in small type below.</summary>
internal static class LatexFormat
{
    public static string Render(TableLayout table) =>
        $"% needs \\usepackage{{booktabs}}\n{Tabular(table)}\n\\smallskip\n{{\\footnotesize\n{Notes(table)}}}\n";

    /// <summary>The tabular alone; as a longtable, which breaks over pages, with its head on each.</summary>
    public static string Tabular(TableLayout table, bool isLong = false)
    {
        var keys = table.Keys.Count;
        var kind = isLong ? "longtable" : "tabular";
        var shape = new string('l', keys) + string.Concat(table.Columns.Select(c => c.IsText ? 'l' : 'r'));
        var text = new StringBuilder($"\\begin{{{kind}}}{{{shape}}}\n\\toprule\n");
        if (table.Columns.Any(c => c.Group.Length > 0))
        {
            var groups = PlainText.Groups(table.Columns).ToList();
            var headings = groups.Select(g => $" & \\multicolumn{{{g.Count}}}{{c}}{{{Escape(g.Group)}}}");
            text.Append($"{new string('&', keys - 1)}{string.Concat(headings)} \\\\\n");
            foreach (var (first, count, _) in groups.Where(g => g.Group.Length > 0))
                text.Append($"\\cmidrule(lr){{{keys + first + 1}-{keys + first + count}}}\n");
        }

        Line([.. table.Keys.Select(Escape), .. table.Columns.Select(c => Escape(c.Heading))]);
        text.Append(isLong ? "\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n" : "\\midrule\n");
        foreach (var row in table.Rows)
            Line([.. row.Names.Select(Escape), .. row.Cells.Select(Cell)]);
        return text.Append(isLong ? "" : "\\bottomrule\n").Append($"\\end{{{kind}}}\n").ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(" & ", cells).Append(" \\\\\n");
    }

    /// <summary>The notes, a paragraph each.</summary>
    public static string Notes(TableLayout table) =>
        string.Concat(table.NotesWith("Bold", "italic").Select(note => $"{Escape(note)}\\par\n"));

    /// <summary>Text that LaTeX sets as it is.</summary>
    internal static string Escape(string text) => string.Concat(PlainText.Of(text).Select(c => c switch
    {
        '\\' => @"\textbackslash{}",
        '~' => @"\textasciitilde{}",
        '^' => @"\textasciicircum{}",
        '<' => @"\textless{}",
        '>' => @"\textgreater{}",
        '|' => @"\textbar{}",
        '±' => @"$\pm$",
        '↑' => @"$\uparrow$",
        '↓' => @"$\downarrow$",
        '×' => @"$\times$",
        '≥' => @"$\geq$",
        '≤' => @"$\leq$",
        '→' => @"$\rightarrow$",
        '−' => @"$-$",

        // A bracket at the beginning of a row would be taken for the argument of the line break before it.
        '[' => "{[}",
        ']' => "{]}",
        '"' => @"\textquotedbl{}",
        '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
        _ => $"{c}",
    }));

    private static string Cell(LayoutCell cell) => cell.Mark switch
    {
        CellMark.Best => $"\\textbf{{{Escape(cell.Text)}}}",
        CellMark.Tie => $"\\textit{{{Escape(cell.Text)}}}",
        _ => Escape(cell.Text),
    };
}
