using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Tests.Reporting;

/// <summary>
/// Runs like those of the studies in <c>experiments/report</c>, with values from a formula: networks and a method without training on two
/// datasets under several laws of masks; one that crashed, one with NaN in its losses, and series that not all have.
/// </summary>
internal static class StudyRuns
{
    private const int Images = 24;

    public static readonly string[] Networks = ["unet", "self-attention", "vit"];

    /// <summary>Writes the side-by-side study and, where asked for, the studies of masks and of resolutions.</summary>
    public static void Write(string root, bool others = true)
    {
        foreach (var data in new[] { "places", "celeba" })
        {
            foreach (var (place, model) in Networks.Append("telea").Index())
                Add(root, $"side-by-side-small-{data}-{model}", data, model, 64, place, new() { ["data"] = data, ["model"] = model }, RunState.Finished);
            Add(root, $"side-by-side-small-{data}-transgan-small", data, "transgan-small", 64, 4, new() { ["data"] = data, ["model"] = "transgan-small" }, RunState.Failed);
        }

        if (!others)
            return;
        foreach (var (place, masks) in new[] { "box", "free-form" }.Index())
            Add(root, $"mask-study-small-unet-{masks}", "places", "unet", 64, place, new() { ["model"] = "unet", ["masks"] = masks }, RunState.Finished);
        foreach (var side in new[] { 64, 128, 256 })
        {
            foreach (var (place, model) in Networks.Index())
                Add(root, $"resolution-study-small-{model}-{side}", "places", model, side, place, new() { ["model"] = model, ["resolution"] = $"{side}" }, RunState.Finished);
        }
    }

    private static void Add(string root, string name, string data, string model, int side, int place, Dictionary<string, string> labels, RunState state)
    {
        var isTrained = model != "telea";
        var description = new RunDescription
        {
            Name = name,
            Family = isTrained ? "gated-conv" : model,
            Variant = isTrained ? model : "",
            Mask = "free-form+box",
            Dataset = "images",
            Resolution = side,
            Seed = 1,
            SpecHash = name,
            Labels = labels,
        };
        var spec = $"name: {name}\nseed: 1\nresolution: {side}\ndataset:\n  root: data/{data}\nmodel:\n  variant: {model}\ntraining:\n  batch: 8\n  accumulate: 1\n";
        using var run = RunWriter.Create(root, description, spec, RunEnvironment.Capture() with { DatasetManifestHash = data });
        if (isTrained)
            Train(run, model, place);
        if (state == RunState.Finished)
            Evaluate(run, side, place);
        run.SetState(state);
    }

    private static void Train(RunWriter run, string model, int place)
    {
        for (var step = 10; step <= 600; step += 10)
        {
            var loss = (1 + (0.2 * place)) * (0.3 + Math.Exp(-step / 150.0)) + (0.03 * Math.Sin(step));
            var values = new List<ScalarValue> { new("loss/generator", loss), new("loss/l1", model == "vit" && step is > 200 and < 260 ? double.NaN : loss) };
            if (model == "self-attention" && step > 300)
                values.Add(new ScalarValue("loss/discriminator", 0.6 + (0.1 * Math.Cos(step))));
            if (step % 200 == 0)
                values.Add(new ScalarValue("val/box/ssim", 0.8 + (0.0001 * step) - (0.01 * place)));
            run.LogScalars(step, 0, [.. values]);
        }

        run.SetSummary(RunCost.GeneratorParametersKey, 1e6 * (1 + place));
        run.SetSummary(RunCost.GeneratorMultiplyAddsKey, 4e8 * (1 + place));
        run.SetSummary(RunCost.TrainingImagesKey, 4800);
        run.LogScalars(600, 0, [new(RunCost.TrainingSecondsKey, 500 + place), new(RunCost.ForwardMillisecondsKey, 8 + (5 * place)), new(RunCost.PeakResidentBytesKey, 5e8)]);
    }

    private static void Evaluate(RunWriter run, int side, int place)
    {
        foreach (var (law, masks) in new[] { "box", "free-form", "irregular" }.Index())
        {
            run.SetProvenance($"val/{masks}", $$"""{"masks":{{Images}},"hash":"{{masks}}{{side}}","images":{{Images}}}""");
            run.LogImageRows(600, $"val/{masks}", [.. Enumerable.Range(0, Images).SelectMany(i =>
            {
                var (ratio, noise) = (0.05 + (0.55 * i / Images), Math.Sin((i * 7) + place) + Math.Cos(i * 3));
                return new[]
                {
                    new ImageRow($"image{i:d2}", $"mask{i:d2}", ratio, "psnr_hole", 22 - place + law - (10 * ratio) + noise),
                    new ImageRow($"image{i:d2}", $"mask{i:d2}", ratio, "ssim", 0.9 - (0.02 * place) - (0.3 * ratio) + (0.01 * noise)),
                };
            })]);
        }
    }
}
