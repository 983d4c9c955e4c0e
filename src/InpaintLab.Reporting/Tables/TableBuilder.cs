using InpaintLab.Reporting.Data;

namespace InpaintLab.Reporting.Tables;

/// <summary>Turns runs into a table: what is best, what is within noise of it, what each row cost.</summary>
internal sealed class TableBuilder(RunSet runs, TableDefinition definition)
{
    private readonly CellGrid _grid = new(runs, definition);

    public ComparisonTable Build()
    {
        var standing = Compare();
        var seeds = _grid.Cells.Values.SelectMany(c => c.Measurements).Select(m => m.Run.Seed).ToHashSet();
        var rows = _grid.RowKeys
            .Select((values, row) => new TableRow(
                values,
                [.. _grid.Columns.Select((_, column) => Shown((row, column)))],
                definition.Budget ? Budgets(_grid.Cells.Where(c => c.Key.Row == row).Select(c => c.Value)) : null))
            .ToList();
        return new ComparisonTable(definition, _grid.Query, _grid.Columns, rows, _grid.Notes.Of(_grid.Columns, rows));

        TableCell? Shown((int Row, int Column) place) => _grid.Cells.TryGetValue(place, out var cell)
            ? cell.ToCell(_grid.Query, seeds) with { Mark = standing[place].Mark, AdjustedP = standing[place].AdjustedP }
            : null;
    }

    private Dictionary<(int Row, int Column), (CellMark Mark, double? AdjustedP)> Compare()
    {
        var standing = _grid.Cells.Keys.ToDictionary(key => key, _ => (CellMark.None, (double?)null));
        foreach (var group in _grid.Groups())
        {
            if (group.Column.Metric.HigherIsBetter is not { } higher)
                continue;
            var marks = BestMarks.Of([.. group.Cells.Select(c => c.Data)], higher, definition.Alpha);
            foreach (var ((row, column, _), mark) in group.Cells.Zip(marks))
                standing[(row, column)] = mark;
        }

        return standing;
    }

    // What a baseline cost is not known: its run trained a network.
    private static SortedDictionary<string, RunBudget> Budgets(IEnumerable<CellData> cells) =>
        new(
            cells.SelectMany(c => c.Measurements)
                .Where(m => m.Method.Length == 0)
                .Select(m => m.Run)
                .Distinct()
                .ToDictionary(r => r.Id, r => r.Budget),
            StringComparer.Ordinal);
}
