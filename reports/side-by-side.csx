// The side-by-side study: every family on every dataset, with costs and paired tests.
#load "parts/comparison.csx"

void SideBySide()
{
    Page.Section("Models side by side");
    var runs = Study("side-by-side");
    if (Has(runs, "side-by-side", "Comparison"))
        Compare(runs, "side-by-side", ["psnr_hole", "ssim"]);
}

SideBySide();
