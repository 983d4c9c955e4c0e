using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Tables;

/// <summary>Runs' final results sorted into cells by the keys of rows and columns, checked, and not yet compared.</summary>
internal sealed class CellGrid
{
    private readonly RunSet _runs;

    /// <exception cref="UserErrorException">The definition asks for what is not there, or a cell would mix experiments.</exception>
    public CellGrid(RunSet runs, TableDefinition definition)
    {
        if (definition.Rows.Count == 0 || definition.Metrics.Count == 0)
        {
            throw new UserErrorException(
                $"a table has at least one key of rows and one metric; received {definition.Rows.Count} and {definition.Metrics.Count}");
        }

        if (definition.Rows.Concat(definition.Columns).GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserErrorException($"expected each key once in rows and columns, received '{twice.Key}' {twice.Count()} times");
        (_runs, Definition, Notes) = (runs, definition, new TableNotes(definition));
        var measurements = Chosen(ChosenRuns());
        CheckKeys([.. measurements.Select(m => m.Run).Distinct()]);
        RowKeys = Combinations(measurements, definition.Rows);
        Columns =
        [
            .. Combinations(measurements, definition.Columns)
                .SelectMany(values => definition.Metrics.Distinct().Select(metric => new TableColumn(values, runs.Metric(metric)))),
        ];
        Cells = measurements
            .GroupBy(m => (Row: RowOf(m), Column: ColumnOf(m)))
            .ToDictionary(g => g.Key, g => Cell(RowKeys[g.Key.Row], Columns[g.Key.Column], [.. g]));
    }

    public TableDefinition Definition { get; }

    public TableNotes Notes { get; }

    /// <summary>The query that chose the runs.</summary>
    public string Query => _runs.Text;

    public IReadOnlyList<IReadOnlyList<string>> RowKeys { get; }

    public IReadOnlyList<TableColumn> Columns { get; }

    public IReadOnlyDictionary<(int Row, int Column), CellData> Cells { get; }

    /// <summary>
    /// Cells that a reader compares: down a column, among rows whose values do not say that they were measured on something else. In order
    /// of columns and rows; within a group all were measured alike.
    /// </summary>
    /// <exception cref="UserErrorException">Cells of a group were not measured alike.</exception>
    public IReadOnlyList<CellGroup> Groups()
    {
        var separating = Definition.Rows.Index().Where(k => TableKeys.SeparatesComparisons(k.Item)).Select(k => k.Index).ToList();
        var groups = Cells
            .OrderBy(c => c.Key.Column)
            .ThenBy(c => c.Key.Row)
            .GroupBy(c => (c.Key.Column, Apart: string.Join(", ", separating.Select(i => RowKeys[c.Key.Row][i]))))
            .Select(g => new CellGroup(Columns[g.Key.Column], g.Key.Apart, [.. g.Select(c => (c.Key.Row, c.Key.Column, c.Value))]))
            .ToList();
        foreach (var group in groups)
        {
            Comparability.CheckGroup(
                string.Join(" ", [.. group.Column.Values, group.Column.Metric.Name]), group.Cells.SelectMany(c => c.Data.Measurements));
        }

        return groups;
    }

    // Unfinished runs have no final results; of runs that repeat another, the newest counts.
    private List<RecordedRun> ChosenRuns()
    {
        if (_runs.Count == 0)
        {
            throw new UserErrorException(
                _runs.Text.Length == 0
                    ? $"{_runs.Root}: expected runs, found none"
                    : $"{_runs.Root}: no run fits the query '{_runs.Text}'");
        }

        var finished = _runs.Where(r => r.State == RunState.Finished).ToList();
        Notes.LeftOut(_runs.Except(finished), r => $"it is {r.State.ToString().ToLowerInvariant()}");
        var groups = SeedGroup.Of(finished);
        Notes.LeftOut(groups.SelectMany(g => g.Older), _ => "a newer run repeats it");
        return [.. groups.SelectMany(g => g.Runs)];
    }

    private List<Measurement> Chosen(IReadOnlyList<RecordedRun> runs)
    {
        var axes = Definition.Rows.Concat(Definition.Columns).ToHashSet();
        var chosen = new List<Measurement>();
        foreach (var run in runs)
        {
            var own = Measurement.Of(run, Definition.Metrics.ToHashSet(), axes.Contains(TableKeys.HoleRatio))
                .Where(m => (axes.Contains(TableKeys.Method) || m.Method.Length == 0)
                    && (Definition.Split is null || m.Split == Definition.Split)
                    && (Definition.MaskSets.Count == 0 || Definition.MaskSets.Contains(m.MaskSet)))
                .ToList();
            if (own.Count == 0)
                Notes.LeftOut([run], _ => "it has no final results of these metrics, masks and split");
            chosen.AddRange(own);
        }

        CheckNames(
            "metric",
            Definition.Metrics.Except(Definition.MayBeMissing.Keys),
            runs.SelectMany(r => r.Results.Select(i => i.Metric).Concat(r.SetMetrics.Select(s => s.SetMetric))));
        CheckNames("mask set", Definition.MaskSets, runs.SelectMany(r => r.Results.Select(i => i.MaskSet)));
        CheckNames("split", Definition.Split is { } split ? [split] : [], runs.SelectMany(r => r.Results.Select(i => i.Split)));
        return chosen.Count > 0 ? chosen : throw new UserErrorException(
            $"{_runs.Root}: of {runs.Count} finished run(s) none has final results of {string.Join(", ", Definition.Metrics)} with these "
                + "masks and split");
    }

    private static void CheckNames(string what, IEnumerable<string> names, IEnumerable<string> recorded)
    {
        var known = recorded.ToHashSet();
        if (known.Count > 0 && names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw UserErrorException.UnknownName(what, unknown, known.Order(StringComparer.Ordinal));
    }

    private void CheckKeys(IReadOnlyList<RecordedRun> runs)
    {
        foreach (var key in Definition.Rows.Concat(Definition.Columns).Except(TableKeys.Names))
        {
            if (!RunKeys.Names.Contains(key) && !runs.Any(r => r.Value(key) is not null))
                throw _runs.Only(runs).UnknownKey(key, TableKeys.Names);
        }
    }

    private IReadOnlyList<IReadOnlyList<string>> Combinations(IEnumerable<Measurement> measurements, IReadOnlyList<string> keys) =>
        [.. measurements.Select(m => Values(m, keys)).Distinct(KeyEquality.Instance).Order(new KeyOrder(_runs, keys))];

    private static IReadOnlyList<string> Values(Measurement measurement, IReadOnlyList<string> keys) => [.. keys.Select(measurement.Value)];

    private int RowOf(Measurement measurement)
    {
        var values = Values(measurement, Definition.Rows);
        return RowKeys.Index().First(row => row.Item.SequenceEqual(values)).Index;
    }

    private int ColumnOf(Measurement measurement)
    {
        var values = Values(measurement, Definition.Columns);
        return Columns.Index().First(c => c.Item.Metric.Name == measurement.Metric && c.Item.Values.SequenceEqual(values)).Index;
    }

    private CellData Cell(IReadOnlyList<string> row, TableColumn column, IReadOnlyList<Measurement> measurements)
    {
        Comparability.CheckCell($"{string.Join(", ", row.Concat(column.Values))}, {column.Metric.Name}", measurements);
        return new CellData(measurements, Definition);
    }
}

/// <summary>Cells of one column that are compared.</summary>
/// <param name="Column">The column.</param>
/// <param name="Apart">The values of keys that keep them apart from other rows; empty for none.</param>
/// <param name="Cells">They, in order of rows, with their places.</param>
internal sealed record CellGroup(TableColumn Column, string Apart, IReadOnlyList<(int Row, int Column, CellData Data)> Cells);
