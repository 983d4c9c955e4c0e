// Limitations: what the numbers rest on, and the images on which even the best model fails.
#load "parts/studies.csx"

void Limitations()
{
    Page.Section("Limitations");
    var runs = Study("side-by-side");
    if (!Has(runs, "side-by-side", "Limitations"))
        return;
    var finished = runs.Where(IsFinished).ToList();
    var trained = finished.Where(r => r.LastStep > 0).ToList();
    var seeds = SeedGroup.Of(trained).Select(g => g.Runs.Count).DefaultIfEmpty(0).Min();
    var images = trained.Select(r => r.Budget.ImagesSeen ?? 0).DefaultIfEmpty(0).ToList();
    var sides = string.Join(", ", finished.Select(r => $"{r.Resolution}").Distinct());
    Page.Text($"Resolution: {sides} px. Networks read {images.Min():#,0} to {images.Max():#,0} training images. "
        + (seeds == 1 ? "One seed an experiment: intervals are over images and say nothing of how another seed would have come out. " : $"At least {seeds} seeds an experiment. ")
        + "Full-reference metrics punish a plausible fill that is not the original.");
    var unfinished = runs.Where(r => !IsFinished(r)).ToList();
    if (unfinished.Count > 0)
        Page.Notice($"Not finished, and in no table: {string.Join(", ", unfinished.Select(r => $"{r.Name} ({r.State.ToString().ToLowerInvariant()})"))}.");
    foreach (var data in finished.GroupBy(Data).OrderBy(g => g.Key, new ValueOrder(runs, Data)))
        Worst(data.Key, Newest(data));

    // Where the best of all models is bad, all are.
    void Worst(string data, IReadOnlyList<RecordedRun> models)
    {
        var sets = models[0].Results.Where(r => r.Metric == "psnr_hole" && r.Method.Length == 0).Select(r => r.MaskSet).Distinct().ToList();
        if (models.Count < 2 || sets.Count == 0)
            return;
        var mined = sets.Select(set => (Set: set, Found: FailureMining.Of(models, Runs.Metric("psnr_hole"), set, split: null, top: 8) with { Wins = [] })).ToList();
        var table = new TextTable("image", "mask set", "mask", "hole", "best PSNR of the hole, dB", "by");
        foreach (var (set, image) in mined.SelectMany(m => m.Found.Failures.Select(f => (m.Set, Image: f))).OrderBy(f => f.Image.Score).Take(8))
        {
            var run = models[image.Values.ToList().IndexOf(image.Score)];
            table.Row(run, image.ImageId, set, image.MaskId, $"{100 * image.HoleRatio:0} %", $"{image.Score:0.00}", Model(run));
        }

        Show($"failures-{data.ToLowerInvariant()}", table.Note("The best of all models on that image: the others are worse."), $"Images of {data} on which every model fails.");
        var worst = mined.Where(m => m.Found.Failures.Count > 0).MinBy(m => m.Found.Failures[0].Score);
        if (worst.Found is null)
            return;
        var three = worst.Found with { Failures = [.. worst.Found.Failures.Take(3)] };
        ShowGrid(
            $"failures-{data.ToLowerInvariant()}-grid",
            models,
            shown => three.Grid(shown) with { Look = new ComparisonGridOptions { ErrorMap = true } },
            $"The three images of {data} on which every model fails most, under masks {worst.Set}; below each result where it errs.");
    }
}

Limitations();
