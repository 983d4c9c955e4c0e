using System.Globalization;
using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>A table as texts, not yet escaped for a format.</summary>
/// <param name="Keys">Headings of the columns that name a row.</param>
/// <param name="Columns">Headings of the columns of numbers.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Notes">The notes.</param>
/// <param name="HasMarks">Whether a cell is marked.</param>
internal sealed record TableLayout(
    IReadOnlyList<string> Keys, IReadOnlyList<LayoutColumn> Columns, IReadOnlyList<LayoutRow> Rows, IReadOnlyList<string> Notes, bool HasMarks)
{
    private static readonly (string Heading, Func<RunBudget, double?> Value, Func<double, string> Format)[] Costs =
    [
        ("parameters", b => b.Parameters, v => v.ToString("#,0", CultureInfo.InvariantCulture)),
        ("images seen", b => b.ImagesSeen, v => v.ToString("#,0", CultureInfo.InvariantCulture)),
        ("wall time", b => b.WallTime?.TotalSeconds, Time),
        ("peak memory", b => b.PeakMemoryBytes, v => (v / (1 << 30)).ToString("0.00", CultureInfo.InvariantCulture) + " GiB"),
    ];

    public static TableLayout Of(ComparisonTable table)
    {
        var severalSeeds = table.Rows.SelectMany(r => r.Cells).SelectMany(c => c?.Seeds ?? []).Distinct().Skip(1).Any();
        var costs = table.Definition.Budget ? Costs : [];
        var columns = table.Columns.Select(c => new LayoutColumn(string.Join(", ", c.Values), c.Metric.Heading));
        var rows = table.Rows.Select(row => new LayoutRow(
            row.Values,
            [
                .. row.Cells.Select((cell, column) =>
                    cell is null ? LayoutCell.Empty : new LayoutCell(Text(cell, Decimals(table, column), severalSeeds), cell.Mark)),
                .. costs.Select(cost => new LayoutCell(Range(row.Budget!.Values, cost.Value, cost.Format), CellMark.None)),
            ]));
        return new TableLayout(
            table.Definition.Rows,
            [.. columns, .. costs.Select(c => new LayoutColumn("", c.Heading))],
            [.. rows],
            table.Notes,
            table.Rows.Any(r => r.Cells.Any(c => c is { Mark: not CellMark.None })));
    }

    /// <summary>The best and those within noise of it, in words, with what shows them in a format.</summary>
    public IEnumerable<string> NotesWith(string best, string tie) =>
        HasMarks ? [$"{best}: the best; {tie}: within noise of the best.", .. Notes] : Notes;

    // About four digits, the same for all of a column.
    private static int Decimals(ComparisonTable table, int column)
    {
        var means = table.Rows.Select(r => r.Cells[column]?.Mean ?? 0).Where(double.IsFinite);
        var largest = means.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return largest switch { < 1 => 4, < 10 => 3, < 100 => 2, _ => 1 };
    }

    private static string Text(TableCell cell, int decimals, bool severalSeeds)
    {
        if (double.IsNaN(cell.Mean))
            return "-";
        var format = $"F{decimals}";
        var text = cell.Mean.ToString(format, CultureInfo.InvariantCulture);
        if (cell.Interval is { } interval)
            text += $" ± {interval.HalfWidth.ToString(format, CultureInfo.InvariantCulture)}";
        var of = cell.MissingSeeds.Count > 0 ? $"/{cell.Seeds.Count + cell.MissingSeeds.Count}" : "";
        return severalSeeds ? $"{text} ({cell.Seeds.Count}{of})" : text;
    }

    private static string Range(IEnumerable<RunBudget> budgets, Func<RunBudget, double?> value, Func<double, string> format)
    {
        var known = budgets.Select(value).OfType<double>().Order().ToList();
        if (known.Count == 0)
            return "-";
        var (least, most) = (format(known[0]), format(known[^1]));
        return least == most ? least : $"{least} to {most}";
    }

    private static string Time(double seconds)
    {
        var time = TimeSpan.FromSeconds(Math.Round(seconds));
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:d2}:{time.Seconds:d2}");
    }
}

/// <summary>A column of numbers.</summary>
/// <param name="Group">The group it stands in; empty for none.</param>
/// <param name="Heading">Its own heading.</param>
internal sealed record LayoutColumn(string Group, string Heading);

/// <summary>A row.</summary>
/// <param name="Names">Its values of the keys.</param>
/// <param name="Cells">One for each column.</param>
internal sealed record LayoutRow(IReadOnlyList<string> Names, IReadOnlyList<LayoutCell> Cells);

/// <summary>A cell.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Mark">How it is set.</param>
internal sealed record LayoutCell(string Text, CellMark Mark)
{
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
