using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Data;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Tables;

/// <summary>Turns runs into a table: which results fall into which cell, what may stand together, which is best.</summary>
internal sealed class TableBuilder
{
    private readonly RunStore _store;
    private readonly TableDefinition _definition;
    private readonly TableNotes _notes;

    public TableBuilder(RunStore store, TableDefinition definition)
    {
        if (definition.Rows.Count == 0 || definition.Metrics.Count == 0)
        {
            throw new UserErrorException(
                $"a table has at least one key of rows and one metric; received {definition.Rows.Count} and {definition.Metrics.Count}");
        }

        if (definition.Rows.Concat(definition.Columns).GroupBy(k => k).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new UserErrorException($"expected each key once in rows and columns, received '{twice.Key}' {twice.Count()} times");
        (_store, _definition, _notes) = (store, definition, new TableNotes(definition));
    }

    public ComparisonTable Build()
    {
        var measurements = Chosen(ChosenRuns());
        CheckKeys([.. measurements.Select(m => m.Run).Distinct()]);
        var rowKeys = Combinations(measurements, _definition.Rows);
        var columns = Combinations(measurements, _definition.Columns)
            .SelectMany(values => _definition.Metrics.Distinct().Select(metric => new TableColumn(values, _store.Metric(metric))))
            .ToList();
        var cells = measurements
            .GroupBy(m => (Row: Place(rowKeys, m), Column: Place(columns, m)))
            .ToDictionary(g => g.Key, g => Cell(rowKeys[g.Key.Row], columns[g.Key.Column], [.. g]));
        var standing = Compare(cells, rowKeys, columns);
        var seeds = cells.Values.SelectMany(c => c.Measurements).Select(m => m.Run.Seed).ToHashSet();
        var rows = rowKeys
            .Select((values, row) => new TableRow(
                values,
                [.. columns.Select((_, column) => Shown((row, column)))],
                _definition.Budget ? Budgets(cells.Where(c => c.Key.Row == row).Select(c => c.Value)) : null))
            .ToList();
        return new ComparisonTable(_definition, columns, rows, _notes.Of(columns, rows));

        TableCell? Shown((int Row, int Column) place) => cells.TryGetValue(place, out var cell)
            ? cell.ToCell(_definition, seeds) with { Mark = standing[place].Mark, AdjustedP = standing[place].AdjustedP }
            : null;
    }

    // Unfinished runs have no final results; of runs that repeat another, the newest counts.
    private List<RecordedRun> ChosenRuns()
    {
        var queried = _store.Query(_definition.Query);
        if (queried.Count == 0)
            throw new UserErrorException($"{_store.Root}: expected runs, found none");
        var finished = queried.Where(r => r.Summary.State == RunState.Finished).ToList();
        _notes.LeftOut(queried.Except(finished), r => $"it is {r.Summary.State.ToString().ToLowerInvariant()}");
        var groups = SeedGroup.Of(finished);
        _notes.LeftOut(groups.SelectMany(g => g.Older), _ => "a newer run repeats it");
        return [.. groups.SelectMany(g => g.Runs)];
    }

    private List<Measurement> Chosen(IReadOnlyList<RecordedRun> runs)
    {
        var axes = _definition.Rows.Concat(_definition.Columns).ToHashSet();
        var chosen = new List<Measurement>();
        foreach (var run in runs)
        {
            var own = Measurement.Of(run, _definition.Metrics.ToHashSet(), axes.Contains(Axis.HoleRatio))
                .Where(m => (axes.Contains(Axis.Method) || m.Method.Length == 0)
                    && (_definition.Split is null || m.Split == _definition.Split)
                    && (_definition.MaskSets.Count == 0 || _definition.MaskSets.Contains(m.MaskSet)))
                .ToList();
            if (own.Count == 0)
                _notes.LeftOut([run], _ => "it has no final results of these metrics, masks and split");
            chosen.AddRange(own);
        }

        CheckNames("metric", _definition.Metrics, runs.SelectMany(r => r.Results.Select(i => i.Metric).Concat(r.SetMetrics.Select(s => s.SetMetric))));
        CheckNames("mask set", _definition.MaskSets, runs.SelectMany(r => r.Results.Select(i => i.MaskSet)));
        CheckNames("split", _definition.Split is { } split ? [split] : [], runs.SelectMany(r => r.Results.Select(i => i.Split)));
        return chosen.Count > 0 ? chosen : throw new UserErrorException(
            $"{_store.Root}: of {runs.Count} finished run(s) none has final results of {string.Join(", ", _definition.Metrics)} with these masks and split");
    }

    private static void CheckNames(string what, IEnumerable<string> names, IEnumerable<string> recorded)
    {
        var known = recorded.ToHashSet();
        if (known.Count > 0 && names.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw UserErrorException.UnknownName(what, unknown, known.Order(StringComparer.Ordinal));
    }

    private void CheckKeys(IReadOnlyList<RecordedRun> runs)
    {
        foreach (var key in _definition.Rows.Concat(_definition.Columns).Except(Axis.Names))
        {
            if (!RunKeys.Names.Contains(key) && !runs.Any(r => r.Value(key) is not null))
                throw RunStore.UnknownKey(key, runs, Axis.Names);
        }
    }

    private static IReadOnlyList<IReadOnlyList<string>> Combinations(IEnumerable<Measurement> measurements, IReadOnlyList<string> keys) =>
        [.. measurements.Select(m => Values(m, keys)).Distinct(KeyEquality.Instance).Order(KeyOrder.Instance)];

    private static IReadOnlyList<string> Values(Measurement measurement, IReadOnlyList<string> keys) => [.. keys.Select(measurement.Value)];

    private int Place(IReadOnlyList<IReadOnlyList<string>> rows, Measurement measurement)
    {
        var values = Values(measurement, _definition.Rows);
        return rows.Index().First(row => row.Item.SequenceEqual(values)).Index;
    }

    private int Place(List<TableColumn> columns, Measurement measurement)
    {
        var values = Values(measurement, _definition.Columns);
        return columns.FindIndex(c => c.Metric.Name == measurement.Metric && c.Values.SequenceEqual(values));
    }

    private static CellData Cell(IReadOnlyList<string> row, TableColumn column, IReadOnlyList<Measurement> measurements)
    {
        Comparability.CheckCell($"{string.Join(", ", row.Concat(column.Values))}, {column.Metric.Name}", measurements);
        return new CellData(measurements);
    }

    // Down a column, among rows whose values do not say that they were measured on something else.
    private Dictionary<(int Row, int Column), (CellMark Mark, double? AdjustedP)> Compare(
        Dictionary<(int Row, int Column), CellData> cells, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<TableColumn> columns)
    {
        var separating = _definition.Rows.Index().Where(k => Axis.SeparatesComparisons(k.Item)).Select(k => k.Index).ToList();
        var standing = cells.Keys.ToDictionary(key => key, _ => (CellMark.None, (double?)null));
        var groups = cells
            .OrderBy(c => c.Key)
            .GroupBy(c => (c.Key.Column, Rows: string.Join('\n', separating.Select(i => rows[c.Key.Row][i]))));
        foreach (var group in groups)
        {
            var column = columns[group.Key.Column];
            var members = group.ToList();
            var where = string.Join(" ", [.. column.Values, column.Metric.Name]);
            Comparability.CheckGroup(where, members.SelectMany(m => m.Value.Measurements));
            if (column.Metric.HigherIsBetter is not { } higher)
                continue;
            var marks = BestMarks.Of([.. members.Select(m => m.Value)], higher, _definition);
            foreach (var (member, mark) in members.Zip(marks))
                standing[member.Key] = mark;
        }

        return standing;
    }

    // What a baseline cost is not known: its run trained a network.
    private static SortedDictionary<string, RunBudget> Budgets(IEnumerable<CellData> cells) =>
        new(
            cells.SelectMany(c => c.Measurements).Where(m => m.Method.Length == 0).Select(m => m.Run).Distinct().ToDictionary(r => r.Id, r => r.Budget),
            StringComparer.Ordinal);
}
