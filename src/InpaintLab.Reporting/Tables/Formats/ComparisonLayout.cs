using System.Globalization;
using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>A comparison table as texts: means with half intervals and seeds, then what each row cost.</summary>
internal static class ComparisonLayout
{
    private static readonly (string Heading, Func<RunBudget, double?> Value, Func<double, string> Format)[] Costs =
    [
        ("parameters", b => b.Parameters, v => v.ToString("#,0", CultureInfo.InvariantCulture)),
        ("multiply-adds", b => b.MultiplyAdds, v => (v / 1e9).ToString("0.00", CultureInfo.InvariantCulture) + " G"),
        ("images seen", b => b.ImagesSeen, v => v.ToString("#,0", CultureInfo.InvariantCulture)),
        ("wall time", b => b.WallTime?.TotalSeconds, Time),
        ("peak memory", b => b.PeakMemoryBytes, v => (v / (1 << 30)).ToString("0.00", CultureInfo.InvariantCulture) + " GiB"),
        ("per image", b => b.MillisecondsPerImage, v => v.ToString(v < 10 ? "0.0" : "0", CultureInfo.InvariantCulture) + " ms"),
    ];

    public static TableLayout Of(ComparisonTable table)
    {
        var headings = table.Definition.Headings;
        var severalSeeds = table.Rows.SelectMany(r => r.Cells).SelectMany(c => c?.Seeds ?? []).Distinct().Skip(1).Any();
        var costs = table.Definition.Budget ? Costs : [];
        var columns = table.Columns.Select(c => new LayoutColumn(
            string.Join(", ", c.Values), (c.Metric with { Name = headings.GetValueOrDefault(c.Metric.Name, c.Metric.Name) }).Heading));
        var rows = table.Rows.Select(row => new LayoutRow(
            row.Values,
            [
                .. row.Cells.Select((cell, column) => cell is null
                    ? LayoutCell.Empty
                    : new LayoutCell(Text(cell, Decimals(table, column), severalSeeds), cell.Mark) { From = [cell.Lineage] }),
                .. costs.Select(cost => new LayoutCell(Range(row.Budget!.Values, cost.Value, cost.Format), CellMark.None)),
            ]));
        return new TableLayout(
            [.. table.Definition.Rows.Select(key => headings.GetValueOrDefault(key, key))],
            [.. columns, .. costs.Select(c => new LayoutColumn("", c.Heading))],
            [.. rows],
            table.Notes);
    }

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
