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
    foreach (var data in finished.GroupBy(Data).OrderBy(g => g.Key, StringComparer.Ordinal))
        Worst(data.Key, [.. data]);

    // Where the best of all models is bad, all are.
    void Worst(string data, IReadOnlyList<RecordedRun> own)
    {
        var newest = SeedGroup.Of(own).Select(g => g.Runs[^1]).ToList();
        var pairs = newest
            .SelectMany(r => r.Results.Where(i => i.Metric == "psnr_hole" && i.Method.Length == 0).Select(Result => (Run: r, Result)))
            .GroupBy(r => (r.Result.MaskSet, r.Result.ImageId, r.Result.MaskId))
            .Where(g => g.Count() == newest.Count)
            .Select(g => g.MaxBy(r => r.Result.Value))
            .OrderBy(r => r.Result.Value)
            .ThenBy(r => r.Result.ImageId, StringComparer.Ordinal)
            .Take(8);
        var table = new TextTable("image", "mask set", "mask", "hole", "best PSNR of the hole, dB", "by");
        foreach (var (run, result) in pairs)
            table.Row(run, result.ImageId, result.MaskSet, result.MaskId, $"{100 * result.HoleRatio:0} %", $"{result.Value:0.00}", Model(run));
        Show($"failures-{data.ToLowerInvariant()}", table.Note("The best of all models on that image: the others are worse."), $"Images of {data} on which every model fails.");
    }
}

Limitations();
