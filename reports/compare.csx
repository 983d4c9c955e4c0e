// Any runs side by side: report reports/compare.csx --runs 'name ~ places-*' [METRIC ...]
#load "parts/comparison.csx"

Page.Title = "Comparison";
Compare(Runs, "comparison", Arguments.Count > 0 ? Arguments : ["psnr_hole", "ssim"]);
var trainedRuns = Runs.Where(r => r.LastStep > 0 && r.Keys.Contains("loss/l1")).ToList();
if (trainedRuns.Count > 0)
    Show("loss", CurveFigure.Of(trainedRuns, new CurveRequest(["loss/l1"]) { X = CurveAxis.Time, Smooth = 0.9 }), "Reconstruction loss over time.", trainedRuns);
WritePage("comparison");
