using System.Text;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>Aligned columns for a terminal: names to the left, numbers to the right.</summary>
internal static class TextFormat
{
    public static string Render(TableLayout table)
    {
        string[] groups = [.. table.Keys.Select(_ => ""), .. table.Columns.Select(c => PlainText.Of(c.Group))];
        string[] headings =
        [
            .. table.Keys.Select(PlainText.Of),
            .. table.Columns.Select(c => PlainText.Of(c.Heading) + Marked(CellMark.None, table)),
        ];
        List<string[]> lines = groups.Any(g => g.Length > 0) ? [groups, headings] : [headings];
        var heads = lines.Count;
        lines.AddRange(table.Rows.Select(row => (string[])
            [.. row.Names.Select(PlainText.Of), .. row.Cells.Select(c => PlainText.Of(c.Text) + Marked(c.Mark, table))]));
        var widths = Enumerable.Range(0, headings.Length).Select(i => lines.Max(line => line[i].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var (number, line) in lines.Index())
        {
            var cells = line.Select(
                (cell, i) => i < table.Keys.Count || table.Columns[i - table.Keys.Count].IsText
                    ? cell.PadRight(widths[i])
                    : cell.PadLeft(widths[i]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
            if (number == heads - 1)
                text.Append(string.Join("  ", widths.Select(w => new string('-', w)))).Append('\n');
        }

        text.Append('\n');
        foreach (var note in table.NotesWith("*", "~"))
            text.Append(PlainText.Of(note)).Append('\n');
        return text.ToString();
    }

    // Where any cell is marked all leave room, so that digits stand below digits.
    private static string Marked(CellMark mark, TableLayout table) => mark switch
    {
        CellMark.Best => " *",
        CellMark.Tie => " ~",
        _ => table.HasMarks ? "  " : "",
    };
}
