// A side-by-side of any finished runs: a table with costs, paired tests, bars, distributions, cost against quality, hole ratios, curves.
#load "studies.csx"

void Compare(RunSet runs, string name, IReadOnlyList<string> metrics, bool bars = true)
{
    var finished = runs.Only(runs.Where(IsFinished));
    var groups = SeedGroup.Of(finished);
    if (groups.Count == 0)
    {
        Page.Notice($"{name}: no finished runs to compare.");
        return;
    }

    var keys = KeysThatTellApart(groups);
    Page.Text($"{finished.Count} runs of {groups.Count} experiments, told apart by {string.Join(", ", keys)}.");
    var definition = new TableDefinition { Rows = keys, Columns = [TableKeys.MaskSet], Metrics = metrics, Budget = true };
    var table = Show($"{name}-results", ComparisonTable.Of(finished, definition), "Final results on the same images and masks, and what they cost.");
    var apart = keys.SkipLast(1).ToList();
    var sections = table.Rows.Select(r => string.Join(", ", r.Values.SkipLast(1))).Distinct().ToList();
    var labels = Ranked(groups, r => r.Value(keys[^1]) ?? "-").ToList();
    foreach (var metric in bars ? metrics : [])
        Show($"{name}-{Plain(metric)}", new Figure([.. sections.Select(s => BarsOf(table, metric, r => Section(r) == s, r => r.Values[^1], labels) with { Title = s })]), $"{Runs.Metric(metric).Title}; whiskers are 95 % intervals.", finished);

    foreach (var section in sections)
    {
        var own = groups.Where(g => string.Join(", ", apart.Select(g.Value)) == section).OrderBy(g => labels.IndexOf(g.Value(keys[^1]))).ToList();
        var part = section.Length == 0 ? name : $"{name}-{Plain(section)}";
        var where = section.Length == 0 ? "" : $" ({section})";
        PairedTests(finished.Only(own.SelectMany(g => g.Runs)), definition with { Metrics = [metrics[0]], Budget = false }, table, section, part, where);
        Distributions(own, keys[^1], metrics[0], part, where);
        ByHoleRatio(own, keys[^1], metrics[0], part, where);
        Pareto(table, own, section, metrics[0], part, where);
    }

    string Section(TableRow row) => string.Join(", ", row.Values.SkipLast(1));
}

string Plain(string text) => string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');

// As few keys as name every experiment; those that say what was measured come first, so that unlike things stand apart.
IReadOnlyList<string> KeysThatTellApart(IReadOnlyList<SeedGroup> groups)
{
    string[] measured = [.. new[] { "data", "resolution" }.Where(k => groups.Select(g => g.Value(k)).Distinct().Count() > 1)];
    foreach (var key in new[] { "model", "name", "id" })
    {
        string[] keys = [.. measured, key];
        if (groups.Select(g => string.Join('\n', keys.Select(g.Value))).Distinct().Count() == groups.Count)
            return keys;
    }

    return [.. measured, "id"];
}

// Against the best, which is the question; of many methods all pairs would bury it.
void PairedTests(RunSet runs, TableDefinition definition, ComparisonTable table, string section, string name, string where)
{
    var metric = definition.Metrics[0];
    var places = table.Columns.Index().Where(c => c.Item.Metric.Name == metric).Select(c => c.Index).ToList();
    var rows = table.Rows.Where(r => string.Join(", ", r.Values.SkipLast(1)) == section && places.All(i => r.Cells[i] is not null)).ToList();
    if (rows.Count < 2)
        return;
    var sign = Runs.Metric(metric).HigherIsBetter == false ? -1 : 1;
    var best = rows.MaxBy(r => sign * places.Average(i => r.Cells[i].Mean)).Values[^1];
    Show($"{name}-tests", PairedTable.Of(runs, definition, best), $"Every other against {best}, image by image{where}.");
}

void Distributions(IReadOnlyList<SeedGroup> groups, string key, string metric, string name, string where)
{
    var info = Runs.Metric(metric);
    var sets = SetsOf(groups, metric);
    if (sets.Count == 0)
        return;
    var panels = sets.Take(2).Select(set => DistributionPanel.Violins(
        new Axis(info.Title, info.Unit), [.. groups.Select(g => (g.Value(key), (IReadOnlyList<double>)[.. Rows(g, metric, set).Select(r => r.Value)]))]) with { Title = set });
    Show($"{name}-distribution", new Figure([.. panels]), $"{info.Title} of every image{where}: density, quartiles, median.", groups.SelectMany(g => g.Runs));
}

// On the masks that reach furthest.
void ByHoleRatio(IReadOnlyList<SeedGroup> groups, string key, string metric, string name, string where)
{
    var info = Runs.Metric(metric);
    var widest = SetsOf(groups, metric).OrderByDescending(set => Rows(groups[0], metric, set).Select(r => HoleBin.Of(r.HoleRatio)).Distinct().Count()).FirstOrDefault();
    if (widest is null)
        return;
    var methods = groups.Select(g => (g.Value(key), (IReadOnlyList<BinMean>)[.. g.Runs[0].Bins.Where(b => b.Metric == metric && (b.MaskSet == widest || b.MaskSet.EndsWith("/" + widest)))])).ToList();
    var panel = HoleRatioPanel.Of(new Axis(info.Title, info.Unit), methods);

    // Of many methods the whiskers would be all that one sees.
    var hasIntervals = methods.Count <= 5;
    if (!hasIntervals)
        panel = panel with { Marks = [.. panel.Marks.Cast<Curve>().Select(c => c with { Points = [.. c.Points.Select(p => p with { Low = null, High = null })] })] };
    Show($"{name}-hole-ratio", new Figure([panel]), $"{info.Title} by hole ratio, masks {widest}{where}{(hasIntervals ? "; whiskers are 95 % intervals over images" : "")}.", groups.SelectMany(g => g.Runs));
}

void Pareto(ComparisonTable table, IReadOnlyList<SeedGroup> groups, string section, string metric, string name, string where)
{
    var info = Runs.Metric(metric);
    var places = table.Columns.Index().Where(c => c.Item.Metric.Name == metric).Select(c => c.Index).ToList();
    var rows = table.Rows.Where(r => string.Join(", ", r.Values.SkipLast(1)) == section && places.All(i => r.Cells[i] is not null) && r.Budget.Count > 0).ToList();
    var panels = new List<Panel>();
    Add("parameters", "million", b => b.Parameters / 1e6);
    Add("time of an image", "ms", b => b.MillisecondsPerImage);
    if (panels.Count > 0)
        Show($"{name}-cost", new Figure(panels), $"{info.Title}, the mean over the sets of masks, against cost{where}. The front joins those that no other beats in both; what has no such cost is not shown.", groups.SelectMany(g => g.Runs));

    void Add(string cost, string unit, Func<RunBudget, double?> value)
    {
        var points = rows.Select(r => (Cost: r.Budget.Values.Select(value).OfType<double>().DefaultIfEmpty(double.NaN).Average(), Quality: places.Average(i => r.Cells[i].Mean), Name: r.Values[^1]))
            .Where(p => p.Cost > 0)
            .Select(p => new NamedPoint(p.Cost, p.Quality, p.Name))
            .ToList();
        if (points.Count > 1)
            panels.Add(ParetoPanel.Of(new Axis(cost, unit) { Log = true }, new Axis(info.Title, info.Unit), info.HigherIsBetter ?? true, points));
    }
}

IReadOnlyList<string> SetsOf(IReadOnlyList<SeedGroup> groups, string metric) =>
    [.. groups.Select(g => g.Runs[0].Results.Where(r => r.Metric == metric && r.Method.Length == 0 && g.Runs[0].MaskBankHash(r.Split.Length == 0 ? r.MaskSet : $"{r.Split}/{r.MaskSet}") is not null).Select(r => r.MaskSet).ToHashSet())
        .Aggregate((a, b) => [.. a.Intersect(b)]).Order(StringComparer.Ordinal)];

IEnumerable<ImageResult> Rows(SeedGroup group, string metric, string set) =>
    group.Runs.SelectMany(r => r.Results).Where(r => r.Metric == metric && r.Method.Length == 0 && r.MaskSet == set);
