// The multi-mask grid: truth, masked image and every model, on one image of each dataset under every law of evaluation masks.
#load "parts/studies.csx"

void MaskGrid()
{
    Page.Section("One image under every mask");
    var runs = Study("side-by-side");
    if (!Has(runs, "side-by-side", "The grid of masks"))
        return;
    foreach (var data in runs.Where(IsFinished).GroupBy(Data).OrderBy(g => g.Key, new ValueOrder(runs, Data)))
    {
        var models = Newest(data);
        var sets = models[0].Results.Where(r => r.Method.Length == 0).Select(r => r.MaskSet).Distinct().ToList();
        var name = $"mask-grid-{data.Key.ToLowerInvariant()}";
        ShowGrid(name, models, shown => new GridRequest(shown) { Masks = sets, Count = 1, Metric = "psnr_hole" }, $"The first image of {data.Key}'s evaluation under each set of masks, with the PSNR of the hole.");
    }
}

MaskGrid();
