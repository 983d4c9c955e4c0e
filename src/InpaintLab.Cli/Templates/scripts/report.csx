// __name__: a table of recorded runs, as Markdown.
//
//   inpaintlab report __name__.csx                                        files go to __name__/ beside this file
//   inpaintlab report __name__.csx --runs 'state=finished' -o out ssim    of some runs, elsewhere, with an argument
//
// What a script can name is in src/docs/scripting.md.

var metric = Arguments.FirstOrDefault() ?? "psnr_hole";

// A run without the metric has NaN.
var runs = Runs.Where(run => !double.IsNaN(run.Metric(metric))).OrderByDescending(run => run.Metric(metric)).ToList();

var text = new StringBuilder($"| run | family | masks | {metric} |\n|---|---|---|---:|\n");
foreach (var run in runs)
    text.AppendLine($"| {run} | {run.Family} | {run.Mask} | {run.Metric(metric):F3} |");
Write("__name__.md", text.ToString());
Log($"{runs.Count} of {Runs.Count} runs have {metric}");
