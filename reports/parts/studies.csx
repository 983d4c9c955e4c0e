// What the scripts of this folder share: the runs of a study, and curves and bars of them.

bool IsFinished(RecordedRun run) => run.State == RunState.Finished;

string Data(RecordedRun run) => run.Value("data") ?? "-";

string Model(RecordedRun run) => run.Value("model") ?? run.Model;

// A study of experiments/report: its runs of full size as soon as any has finished, else those of --profile small.
RunSet Study(string name)
{
    var small = Runs.Query($"name ~ {name}-small-*");
    var all = Runs.Query($"name ~ {name}-*");
    var full = all.Only(all.Except(small));
    return full.Any(IsFinished) ? full : small;
}

// Whether a study has results; where it has none the page says how to get them.
bool Has(RunSet runs, string study, string figures)
{
    if (runs.Any(IsFinished))
        return true;
    Page.Notice($"{figures}: no finished runs of {study} yet; run `./inpaintlab run experiments/report/{study}.yaml --profile small`.");
    return false;
}

// Of each model the same colour in all figures of a report: by its place among the models of the study.
IReadOnlyList<string> ModelsOf(IEnumerable<RecordedRun> runs) =>
    [.. runs.OrderByDescending(r => r.LastStep > 0).ThenBy(Model, StringComparer.Ordinal).Select(Model).Distinct()];

// One panel for each dataset, one curve for each model, of those that have the series; the same models in all, for one legend.
Figure CurvesByData(IReadOnlyCollection<RecordedRun> runs, string key, CurveRequest request)
{
    var order = ModelsOf(runs);
    var having = runs.Where(r => r.Keys.Contains(key)).ToList();
    var models = ModelsOf(having);
    var panels = having.GroupBy(Data).OrderBy(g => g.Key, StringComparer.Ordinal).Select(data =>
    {
        var groups = SeedGroup.Of(data).SelectMany(g => models.Contains(Model(g.Runs[0])) ? [(Label: Model(g.Runs[0]), Group: g)] : Array.Empty<(string Label, SeedGroup Group)>());
        var panel = CurveFigure.PanelOf(key, [.. groups.OrderBy(g => models.ToList().IndexOf(g.Label))], request);
        var styles = groups.OrderBy(g => models.ToList().IndexOf(g.Label)).Select(g => order.ToList().IndexOf(g.Label)).ToList();
        return panel with { Title = data.Key, Marks = [.. panel.Marks.Select((mark, i) => mark with { Style = styles[i] })] };
    });
    return new Figure([.. panels]);
}

// Bars of one metric: groups are the values of the columns, one bar for each row that `chosen` keeps.
Panel BarsOf(ComparisonTable table, string metric, Func<TableRow, bool> chosen, Func<TableRow, string> label, Func<TableRow, int> style)
{
    var columns = table.Columns.Index().Where(c => c.Item.Metric.Name == metric).ToList();
    var info = columns[0].Item.Metric;
    var rows = table.Rows.Where(chosen).Where(r => columns.Any(c => r.Cells[c.Index] is not null)).ToList();
    var series = rows.Select(row => (label(row), (IReadOnlyList<Estimate>)[.. columns.Select(c => EstimateOf(row.Cells[c.Index]))])).ToList();
    var panel = BarPanel.Of(new Axis(info.Title, info.Unit), [.. columns.Select(c => string.Join(", ", c.Item.Values))], series);
    return panel with { Marks = [.. panel.Marks.Select((mark, i) => mark with { Style = style(rows[i]) })] };
}

Estimate EstimateOf(TableCell cell) => cell is null ? new Estimate(double.NaN) : new Estimate(cell.Mean, cell.Interval?.Low, cell.Interval?.High);
