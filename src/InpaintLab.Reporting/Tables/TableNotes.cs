using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Tables;

/// <summary>The sentences below a table: how its numbers came about, and what is not in it.</summary>
internal sealed class TableNotes(TableDefinition definition)
{
    private const int NamedOneByOne = 3;

    private readonly List<(string Run, string Why)> _leftOut = [];

    /// <summary>Notes that runs are not in the table.</summary>
    public void LeftOut(IEnumerable<RecordedRun> runs, Func<RecordedRun, string> why) =>
        _leftOut.AddRange(runs.Select(r => ($"{r}", why(r))));

    /// <summary>All notes, in a fixed order.</summary>
    public IReadOnlyList<string> Of(IReadOnlyList<TableColumn> columns, IReadOnlyList<TableRow> rows)
    {
        var cells = rows
            .SelectMany(row => row.Cells.Zip(columns, (cell, column) => (Row: row, Column: column, Cell: cell!)))
            .Where(c => c.Cell is not null)
            .ToList();
        return
        [
            .. Intervals(cells),
            .. Seeds(cells),
            .. Marks(cells, columns),
            .. NotFinite(cells),
            .. Missing(cells),
            .. Cost(),
            .. LeftOut(),
        ];
    }

    private IEnumerable<string> LeftOut() => _leftOut.GroupBy(r => r.Why, r => r.Run).SelectMany(group => group.Count() <= NamedOneByOne
        ? group.Select(run => $"{run} is not in the table: {group.Key}.")
        : [$"{group.Count()} runs are not in the table ({group.Key}): {string.Join(", ", group)}."]);

    private static string Name(TableRow row, TableColumn column) =>
        $"{string.Join(", ", row.Values.Concat(column.Values))}, {column.Metric.Name}";

    private IEnumerable<string> Intervals(IReadOnlyList<(TableRow Row, TableColumn Column, TableCell Cell)> cells)
    {
        if (cells.Any(c => c.Cell.Interval is not null))
        {
            var over = cells.Select(c => c.Cell.Seeds.Count > 1).Distinct().ToList() switch
            {
                [true] => "over seeds",
                [false] => "over images",
                _ => "over seeds where a cell has several, else over images",
            };
            var kind = definition.Interval == IntervalKind.T ? "Student-t" : "bootstrap (BCa)";
            yield return $"± is half of the {definition.Confidence * 100:0.##} % {kind} interval of the mean, {over}.";
        }

        var counts = cells.Where(c => c.Cell.Images is not null).Select(c => c.Cell.Images!.Value).Distinct().Order().ToList();
        if (counts.Count > 0)
        {
            yield return $"Means are over {(counts.Count == 1 ? $"{counts[0]}" : $"{counts[0]} to {counts[^1]}")} pairs of image and "
                + "mask a run.";
        }
    }

    private static IEnumerable<string> Seeds(IReadOnlyList<(TableRow Row, TableColumn Column, TableCell Cell)> cells)
    {
        var seeds = cells.SelectMany(c => c.Cell.Seeds).Distinct().Order().ToList();
        yield return seeds.Count == 1
            ? $"One run a cell, seed {seeds[0]}."
            : $"In brackets: how many of the seeds {string.Join(", ", seeds)} a cell is from.";
        var lacking = cells.Where(c => c.Cell.MissingSeeds.Count > 0);
        foreach (var rows in lacking.GroupBy(c => (Row: string.Join(", ", c.Row.Values), Missing: string.Join(", ", c.Cell.MissingSeeds))))
            yield return $"{rows.Key.Row}: missing seed(s) {rows.Key.Missing}.";
    }

    private IEnumerable<string> Marks(
        IReadOnlyList<(TableRow Row, TableColumn Column, TableCell Cell)> cells, IReadOnlyList<TableColumn> columns)
    {
        var marked = cells.Any(c => c.Cell.Mark == CellMark.Best);
        if (marked && cells.Any(c => c.Cell.AdjustedP is not null))
        {
            yield return "Compared down each column, on the same images under the same masks (means over seeds): within noise of the best "
                + "is what the "
                + $"two-sided Wilcoxon signed-rank test does not tell from it, p >= {definition.Alpha:0.###} after Holm's correction over "
                + "the column.";
        }

        if (marked && cells.Any(c => c.Cell is { Images: null }))
        {
            yield return "Metrics of sets have no values for single images: within noise of the best is where the intervals over "
                + "seeds overlap; "
                + "with one seed there is no telling.";
        }

        if (marked && definition.Rows.Any(TableKeys.SeparatesComparisons))
            yield return $"Only rows of the same {string.Join(", ", definition.Rows.Where(TableKeys.SeparatesComparisons))} are compared.";
        foreach (var name in columns.Where(c => c.Metric.HigherIsBetter is null).Select(c => c.Metric.Name).Distinct())
            yield return $"{name}: whether higher or lower is better is not known here, so that nothing is marked.";
    }

    private static IEnumerable<string> NotFinite(IReadOnlyList<(TableRow Row, TableColumn Column, TableCell Cell)> cells) => cells
        .Where(c => c.Cell.LeftOut > 0)
        .Select(c => $"{Name(c.Row, c.Column)}: {c.Cell.LeftOut} value(s) that are no finite number are not in the mean.");

    private IEnumerable<string> Missing(IReadOnlyList<(TableRow Row, TableColumn Column, TableCell Cell)> cells) => definition.MayBeMissing
        .Where(m => !cells.Any(c => c.Column.Metric.Name == m.Key))
        .OrderBy(m => m.Key, StringComparer.Ordinal)
        .Select(m => m.Value);

    private IEnumerable<string> Cost()
    {
        if (definition.Budget)
        {
            yield return "Cost: parameters and multiply-adds (of one image) of the network that inpaints, images its updates read, time of "
                + "training, most "
                + "resident memory, time of one image on the machine as it was; least to most over a row's runs; - where not recorded, or "
                + "where nothing is trained.";
        }
    }
}
