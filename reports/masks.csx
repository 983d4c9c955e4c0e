// Results by mask: of models trained alike under several laws of evaluation masks, and of models trained on one law each.
#load "parts/studies.csx"

void ResultsByMask()
{
    Page.Section("Results by mask");
    var runs = Study("side-by-side");
    if (Has(runs, "side-by-side", "Results by mask"))
    {
        var table = Show(
            "results-by-mask",
            ComparisonTable.Of(runs, new TableDefinition { Rows = ["data", "model"], Columns = [TableKeys.MaskSet], Metrics = ["psnr_hole", "ssim"] }),
            "Every model on the same images under four laws of masks.");
        var models = ModelsOf(runs);
        foreach (var metric in new[] { "psnr_hole", "ssim" })
        {
            var panels = table.Rows.Select(r => r.Values[0]).Distinct()
                .Select(data => BarsOf(table, metric, r => r.Values[0] == data, r => r.Values[1], models) with { Title = data });
            Show($"masks-{metric.Replace('_', '-')}", new Figure([.. panels]), $"{Runs.Metric(metric).Title} by law of masks; whiskers are 95 % intervals.", runs.Where(IsFinished));
        }
    }

    var study = Study("mask-study");
    if (!Has(study, "mask-study", "Training masks"))
        return;
    var trainedOn = Show(
        "training-masks",
        ComparisonTable.Of(study, new TableDefinition
        {
            Rows = ["model", "masks"],
            Columns = [TableKeys.MaskSet],
            Metrics = ["psnr_hole", "ssim"],
            Headings = new Dictionary<string, string> { ["masks"] = "trained on" },
        }),
        "Models trained on strokes, on boxes and on both, under each law of evaluation masks.");
    var laws = trainedOn.Rows.Select(r => r.Values[1]).Distinct().ToList();
    Show(
        "training-masks-psnr-hole",
        new Figure([.. trainedOn.Rows.Select(r => r.Values[0]).Distinct()
            .Select(model => BarsOf(trainedOn, "psnr_hole", r => r.Values[0] == model, r => r.Values[1], laws, "trained on ") with { Title = model })]),
        "PSNR of the hole by law of training and evaluation masks; whiskers are 95 % intervals.",
        study.Where(IsFinished));
}

ResultsByMask();
