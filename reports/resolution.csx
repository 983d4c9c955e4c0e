// The resolution study: 64, 128 and 256 px.
#load "parts/studies.csx"

void Resolutions()
{
    Page.Section("Resolution");
    var runs = Study("resolution-study", "photos", "small");
    if (!Has(runs, "resolution-study", "Results at 64, 128 and 256 px"))
        return;
    var table = Show(
        "resolution",
        ComparisonTable.Of(runs, new TableDefinition { Rows = ["resolution", "model"], Columns = [TableKeys.MaskSet], Metrics = ["psnr_hole", "ssim"], Budget = true }),
        "Models trained and judged at several resolutions, and what that cost.");
    var models = ModelsOf(runs).ToList();
    var sides = table.Rows.Select(r => r.Values[0]).Distinct().ToList();
    foreach (var metric in new[] { "psnr_hole", "ssim" })
    {
        var info = Runs.Metric(metric);
        var panels = table.Columns.Index().Where(c => c.Item.Metric.Name == metric).Select(column => new Panel(
            new Axis("resolution", "px") { Categories = sides },
            new Axis(info.Title, info.Unit),
            [
                .. models.Select((model, place) => new Curve(model, [.. sides.Select((side, at) => PointOf(side, model, at + (0.06 * (place - ((models.Count - 1) / 2.0))), column.Index))])
                {
                    Style = place,
                    Intervals = IntervalStyle.Whiskers,
                }),
            ])
        { Title = string.Join(", ", column.Item.Values) });
        Show($"resolution-{metric.Replace('_', '-')}", new Figure([.. panels]), $"{info.Title} by resolution; whiskers are 95 % intervals. Each resolution has its own images, scaled to it.", runs.Where(IsFinished));
    }

    CurvePoint PointOf(string side, string model, double x, int column)
    {
        var estimate = EstimateOf(table.Rows.FirstOrDefault(r => r.Values[0] == side && r.Values[1] == model)?.Cells[column]);
        return new CurvePoint(x, estimate.Mean, estimate.Low, estimate.High);
    }
}

Resolutions();
