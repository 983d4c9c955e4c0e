// The side-by-side study: every family on every dataset, with costs and paired tests; masks.csx has the bars.
#load "parts/comparison.csx"

void SideBySide()
{
    Page.Section("Models side by side");
    var runs = Study("side-by-side");
    if (Has(runs, "side-by-side", "Comparison"))
        Compare(runs, "side-by-side", ["psnr_hole"], bars: false);
}

SideBySide();
