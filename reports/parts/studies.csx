// What the scripts of this folder share: the runs of a study, and curves and bars of them.

bool IsFinished(RecordedRun run) => run.State == RunState.Finished;

string Data(RecordedRun run) => run.Value("data") ?? "-";

string Model(RecordedRun run) => run.Value("model") ?? run.Model;

// A study of experiments/report: its runs of full size as soon as any has finished, else those of a profile for a CPU, the first that has any.
RunSet Study(string name, params string[] profiles)
{
    if (profiles.Length == 0)
        profiles = ["small"];
    var all = Runs.Query($"name ~ {name}-*");
    var reduced = profiles.Select(profile => Runs.Query($"name ~ {name}-{profile}-*")).ToList();
    var full = all.Only(all.Except(reduced.SelectMany(runs => runs)));
    return reduced.Prepend(full).FirstOrDefault(runs => runs.Any(IsFinished), reduced[^1]);
}

// Whether a study has results; where it has none the page says how to get them.
bool Has(RunSet runs, string study, string figures)
{
    if (runs.Any(IsFinished))
        return true;
    Page.Notice($"{figures}: no finished runs of {study} yet; run `./inpaintlab run experiments/report/{study}.yaml --profile small`.");
    return false;
}

// Of each model the same place and colour in all figures, in the order of the tables.
IReadOnlyList<string> ModelsOf(IEnumerable<RecordedRun> runs) => Ranked(SeedGroup.Of(runs), Model);

IReadOnlyList<string> Ranked(IEnumerable<SeedGroup> groups, Func<RecordedRun, string> name) =>
    [.. groups.Select(g => name(g.Runs[0])).Distinct().Order(new ValueOrder(groups.SelectMany(g => g.Runs), name))];

// The newest run of each model, in the same order.
List<RecordedRun> Newest(IEnumerable<RecordedRun> runs)
{
    var order = ModelsOf(runs).ToList();
    return [.. SeedGroup.Of(runs).Select(g => g.Runs[^1]).OrderBy(r => order.IndexOf(Model(r)))];
}

// A picture of what models make of the same images, of those whose weights are here; what is not shown is said, with the reason.
void ShowGrid(string name, IReadOnlyList<RecordedRun> models, Func<IReadOnlyList<string>, GridRequest> request, string caption)
{
    var shown = models.Where(r => Lacks(r) is null).ToList();
    var others = string.Join("; ", models.Except(shown).GroupBy(Lacks).Select(g => $"{string.Join(", ", g.Select(Model))} ({g.Key})"));
    if (shown.Count == 0)
    {
        Page.Notice($"The picture {name} is left out: {others}. Weights are in `checkpoints/` of the folder in which a network was trained.");
        return;
    }

    try
    {
        var png = Grid(request([.. shown.Select(r => $"{Model(r)}={r.Folder}")]));
        ShowPicture(name, png, others.Length == 0 ? caption : $"{caption} Not shown: {others}.", shown);
    }
    catch (UserErrorException e)
    {
        Page.Notice($"The picture {name} is left out: {e.Message}");
    }
}

// One panel for each dataset, one curve for each model, of those that have the series.
Figure CurvesByData(IReadOnlyCollection<RecordedRun> runs, string key, CurveRequest request)
{
    var order = ModelsOf(runs).ToList();
    var panels = runs.Where(r => r.Keys.Contains(key)).GroupBy(Data).OrderBy(g => g.Key, new ValueOrder(runs, Data)).Select(data =>
    {
        var groups = SeedGroup.Of(data).Select(g => (Label: Model(g.Runs[0]), Group: g)).OrderBy(g => order.IndexOf(g.Label)).ToList();
        var panel = CurveFigure.PanelOf(key, groups, request);
        return panel with { Title = data.Key, Marks = [.. panel.Marks.Zip(groups, (mark, g) => mark with { Style = order.IndexOf(g.Label) })] };
    });
    return new Figure([.. panels]);
}

// Bars of one metric: groups are the values of the columns, with a bar for each row that `chosen` keeps, in the order of `names`.
Panel BarsOf(ComparisonTable table, string metric, Func<TableRow, bool> chosen, Func<TableRow, string> name, IReadOnlyList<string> names, string before = "")
{
    var columns = table.Columns.Index().Where(c => c.Item.Metric.Name == metric).ToList();
    var info = columns[0].Item.Metric;
    var rows = table.Rows.Where(chosen).Where(r => columns.Any(c => r.Cells[c.Index] is not null)).OrderBy(r => names.ToList().IndexOf(name(r))).ToList();
    var series = rows.Select(row => (before + name(row), (IReadOnlyList<Estimate>)[.. columns.Select(c => EstimateOf(row.Cells[c.Index]))])).ToList();
    var panel = BarPanel.Of(new Axis(info.Title, info.Unit), [.. columns.Select(c => string.Join(", ", c.Item.Values))], series);
    return panel with { Marks = [.. panel.Marks.Zip(rows, (mark, row) => mark with { Style = names.ToList().IndexOf(name(row)) })] };
}

Estimate EstimateOf(TableCell cell) => cell is null ? new Estimate(double.NaN) : new Estimate(cell.Mean, cell.Interval?.Low, cell.Interval?.High);
