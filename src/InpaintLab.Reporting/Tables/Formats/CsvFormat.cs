using System.Globalization;
using System.Text;
using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Tables.Formats;

/// <summary>
/// One line for each cell: the keys of rows and columns, then all its numbers at full precision, seeds and runs separated by spaces, and,
/// where asked for, the costs of its runs in the same order (RFC 4180).
/// </summary>
internal static class CsvFormat
{
    private static readonly string[] Columns =
    [
        "mean", "low", "high", "seeds", "missing_seeds", "images", "left_out",
        "mark", "adjusted_p", "mask_set", "series", "spec_hash", "runs",
    ];

    private static readonly string[] Costs =
    [
        "parameters",
        "multiply_adds",
        "images_seen",
        "wall_seconds",
        "peak_memory_bytes",
        "milliseconds_per_image",
    ];

    public static string Render(ComparisonTable table)
    {
        var text = new StringBuilder();
        Line([.. table.Definition.Rows, .. table.Definition.Columns, "metric", .. Columns, .. table.Definition.Budget ? Costs : []]);
        foreach (var row in table.Rows)
        {
            foreach (var (cell, column) in row.Cells.Zip(table.Columns))
            {
                if (cell is not null)
                    Line([.. row.Values, .. column.Values, column.Metric.Name, .. Numbers(cell), .. Cost(row, cell)]);
            }
        }

        return text.ToString();

        void Line(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Escape)).Append('\n');
    }

    /// <summary>A table of another kind: its texts as they are shown, one line a row, the runs of its numbers last.</summary>
    public static string Render(TableLayout table)
    {
        var text = new StringBuilder();
        text.AppendJoin(',', table.Keys.Concat(table.Columns.Select(c => c.FullHeading)).Append("runs").Select(Escape)).Append('\n');
        foreach (var row in table.Rows)
        {
            var runs = string.Join(' ', row.Cells.SelectMany(c => c.From).SelectMany(f => f.Runs).Distinct());
            text.AppendJoin(',', row.Names.Concat(row.Cells.Select(c => c.Text)).Append(runs).Select(Escape)).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Numbers(TableCell cell) =>
    [
        Number(cell.Mean), Number(cell.Interval?.Low), Number(cell.Interval?.High),
        string.Join(' ', cell.Seeds), string.Join(' ', cell.MissingSeeds), $"{cell.Images}", $"{cell.LeftOut}",
        $"{cell.Mark}".ToLowerInvariant(), Number(cell.AdjustedP),
        cell.Lineage.MaskSet, cell.Lineage.Metric, cell.Lineage.SpecHash, string.Join(' ', cell.Lineage.Runs),
    ];

    private static IEnumerable<string> Cost(TableRow row, TableCell cell)
    {
        if (row.Budget is not { } budgets)
            return [];
        return
        [
            OfRuns(b => $"{b.Parameters}"), OfRuns(b => $"{b.MultiplyAdds}"), OfRuns(b => $"{b.ImagesSeen}"),
            OfRuns(b => Number(b.WallTime?.TotalSeconds)), OfRuns(b => $"{b.PeakMemoryBytes}"), OfRuns(b => Number(b.MillisecondsPerImage)),
        ];

        string OfRuns(Func<RunBudget, string> cost) =>
            string.Join(' ', cell.Lineage.Runs.Where(budgets.ContainsKey).Select(id => cost(budgets[id])));
    }

    private static string Number(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Escape(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\n\r") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
