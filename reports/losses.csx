// Loss curves of the side-by-side study: generator, discriminator, reconstruction.
#load "parts/studies.csx"

void Losses()
{
    Page.Section("Losses");
    var runs = Study("side-by-side");
    if (!Has(runs, "side-by-side", "Loss curves"))
        return;
    var trained = runs.Where(r => r.LastStep > 0).ToList();
    Loss("loss/generator", "generator", "The generator's whole loss, as weighted in each model's recipe: heights of different models do not compare.");
    Loss("loss/discriminator", "discriminator", "The discriminator's loss, of the models that have one; it sets in where the recipe says.");
    Loss("loss/l1", "reconstruction", "The reconstruction loss: L1 in and outside the hole with each recipe's weights, all stages together.");

    void Loss(string key, string name, string caption)
    {
        if (!trained.Any(r => r.Keys.Contains(key)))
        {
            Page.Notice($"No run of the study logged `{key}`.");
            return;
        }

        var request = new CurveRequest([key]) { X = CurveAxis.Images, Smooth = 0.9, Log = key != "loss/discriminator" };
        Show($"loss-{name}", CurvesByData(trained, key, request), $"{caption} Exponential moving average over 10 logged means.", trained);
    }
}

Losses();
