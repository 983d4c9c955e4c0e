// SSIM over training, of every run that was evaluated while it trained.
#load "parts/studies.csx"

void SsimCurves()
{
    Page.Section("SSIM over training");
    const int fewest = 3;
    var curves = Runs
        .Where(r => r.LastStep > 0)
        .SelectMany(r => r.Keys.Where(k => k.EndsWith("/ssim") && k.Count(c => c == '/') == 2 && r.Series(k).Count >= fewest).Select(Key => (Run: r, Key)))
        .ToList();
    if (curves.Count == 0)
    {
        Page.Notice("SSIM curve: no run was evaluated while it trained; run `./inpaintlab run experiments/places-64.yaml`, or a study with `-s evaluation.every=200`.");
        return;
    }

    // A run evaluated on two mask sets has a panel for each; sets that few runs have are left to `runs plot`.
    var keys = curves.GroupBy(c => c.Key).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Take(2).Select(g => g.Key).Order(StringComparer.Ordinal).ToList();
    var runs = curves.Where(c => keys.Contains(c.Key)).Select(c => c.Run).Distinct().ToList();
    var figure = CurveFigure.Of(runs, new CurveRequest(keys) { X = CurveAxis.Images });
    Show("ssim", figure, $"SSIM of composites during training, on {string.Join(" and ", keys.Select(k => $"`{k[..^5]}`"))}; higher is better.", runs);
}

SsimCurves();
