using System.Globalization;
using System.Text;

namespace InpaintLab.Cli.Output;

/// <summary>
/// A table of plain texts: columns of text stand to the left, columns of numbers to the right, a rule below the headings. It is as wide as
/// it needs: a narrow terminal folds whole lines, which can be read; folded cells cannot.
/// </summary>
/// <param name="headings">The columns' headings.</param>
/// <param name="texts">How many of them, from the first, are columns of text.</param>
internal sealed class TextTable(IReadOnlyList<string> headings, int texts)
{
    private const string Margin = "  ";
    private const string Gap = "   ";

    private readonly List<IReadOnlyList<string>> _rows = [];

    /// <summary>Adds a row; cells that are left out at its end are empty.</summary>
    /// <exception cref="ArgumentException">It has more cells than there are columns.</exception>
    public void Add(params IEnumerable<string> cells)
    {
        var row = cells.ToList();
        if (row.Count > headings.Count)
            throw new ArgumentException($"expected at most {headings.Count} cells, received {row.Count}", nameof(cells));
        while (row.Count < headings.Count)
            row.Add("");
        _rows.Add(row);
    }

    /// <summary>Writes the table, an empty line before and after it.</summary>
    public void Write(TextWriter output)
    {
        var widths = new int[headings.Count];
        foreach (var row in _rows.Prepend(headings))
        {
            for (var column = 0; column < widths.Length; column++)
                widths[column] = Math.Max(widths[column], Lines(row[column]).Max(WidthOf));
        }

        var text = new StringBuilder("\n");
        Append(text, headings, widths);
        text.Append('─', (2 * Margin.Length) + widths.Sum() + (Gap.Length * (widths.Length - 1))).Append('\n');
        foreach (var row in _rows)
            Append(text, row, widths);
        output.WriteLine(text);
    }

    // A cell of several lines makes a row of several lines.
    private void Append(StringBuilder text, IReadOnlyList<string> row, int[] widths)
    {
        var cells = row.Select(Lines).ToList();
        for (var line = 0; line < cells.Max(c => c.Length); line++)
        {
            text.Append(Margin);
            for (var column = 0; column < widths.Length; column++)
            {
                var cell = line < cells[column].Length ? cells[column][line] : "";
                var room = widths[column] - WidthOf(cell);
                text.Append(column == 0 ? "" : Gap)
                    .Append(' ', column < texts ? 0 : room)
                    .Append(cell)
                    .Append(' ', column < texts ? room : 0);
            }

            text.Append(Margin).Append('\n');
        }
    }

    private static string[] Lines(string cell) => cell.Split('\n');

    // In the cells of a terminal: marks take none, and East Asian wide characters and emoji two.
    private static int WidthOf(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return text.Length;
        return text.EnumerateRunes().Sum(rune => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
            _ => IsWide(rune.Value) ? 2 : 1,
        });
    }

    private static bool IsWide(int code) => code
        is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
        or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1f64f)
        or (>= 0x1f900 and <= 0x1f9ff) or (>= 0x20000 and <= 0x3fffd);
}
