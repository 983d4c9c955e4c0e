// The table Model | Mask | Dataset | FID | SSIM.
#load "parts/studies.csx"

void FidAndSsim()
{
    Page.Section("FID and SSIM");
    var runs = Study("side-by-side");
    if (!Has(runs, "side-by-side", "FID and SSIM"))
        return;

    // Distances of other features are other metrics, with names of their own; they stand beside FID and never in its place.
    const string stand = "fd-inception768(keras)";
    var hasStandIn = runs.Any(r => r.SetMetrics.Any(m => m.SetMetric == stand));
    Show(
        "fid-ssim",
        ComparisonTable.Of(runs, new TableDefinition
        {
            Rows = ["model", TableKeys.MaskSet, "data"],
            Columns = [],
            Metrics = hasStandIn ? ["fid", "ssim", stand] : ["fid", "ssim"],
            Headings = new Dictionary<string, string>
            {
                ["model"] = "Model", [TableKeys.MaskSet] = "Mask", ["data"] = "Dataset", ["fid"] = "FID", ["ssim"] = "SSIM", [stand] = "FD-768 (Keras)",
            },
            MayBeMissing = new Dictionary<string, string>
            {
                ["fid"] = "FID: - until its published weights are here (./inpaintlab weights fetch fid-inception) and a run was evaluated with them "
                    + "(./inpaintlab evaluate RUN -s evaluation.metrics=[ssim,fid] --log).",
            },
        }),
        "FID and SSIM of every model, mask and dataset." + (hasStandIn ? " FD-768 (Keras) is the same distance on other features: it compares within this table, and with no published FID." : ""));
}

FidAndSsim();
