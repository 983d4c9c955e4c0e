using InpaintLab.Classical;
using InpaintLab.Cli.Files;
using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Weights;
using InpaintLab.Imaging;
using InpaintLab.Reporting.Grids;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Grids;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Grids;

/// <summary>
/// Computes the results of models on the same images and masks again, and draws them side by side. libtorch is loaded only for networks and
/// metrics.
/// </summary>
/// <param name="notify">Receives what a user should know.</param>
/// <param name="progress">Is told how many results of how many are computed.</param>
internal sealed class GridMaker(Action<string> notify, Action<int, int> progress) : IGridSource
{
    private const int SizeWithoutRuns = 256;

    /// <summary>Computes and draws.</summary>
    /// <param name="request">What it shows.</param>
    /// <param name="stop">Ends it between results.</param>
    /// <exception cref="UserErrorException">A model, image or mask is missing or does not fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public GridResult Make(GridRequest request, CancellationToken stop)
    {
        var models = GridModel.Find(request.Models, Checkpoint(request));
        var pairs = request.Photos is null ? OfEvaluation(request, models) : OfPhotos(request, request.Photos, models);
        if (pairs is [var first, ..])
            request.Look.Zoom?.Within(first.Image.Width, first.Image.Height);
        var metric = request.Metric is null ? null : FindMetric(request.Metric);
        var (done, total) = (0, models.Count * pairs.Count);
        var results = models.Select(
            m => m.Filler.Method is { } method
                ? Fill(() => new MethodFiller(method.Create<IClassicalMethod>(), new ClassicalWork(ThreadCount.Read(), null, stop)))
                : null).ToList();
        var networks = models.Index().Where(m => results[m.Index] is null).ToList();
        var values = Array.Empty<double[]>();
        if (networks.Count > 0 || metric is not null)
        {
            TorchThread.Run(() =>
            {
                foreach (var (index, model) in networks)
                {
                    results[index] = Fill(
                        () => new NetworkFiller(Inpainter.Load(model.Filler.Run!, Checkpoint(request), request.Device, Whole)));
                }

                values = metric is null ? [] : Measure(metric, pairs, results!);
                return true;
            });
        }

        return GridResult.Draw(request, models, pairs, results!, values);

        ImageBuffer[] Fill(Func<HoleFiller> load)
        {
            stop.ThrowIfCancellationRequested();
            using var filler = load();
            return [.. pairs.Select(pair =>
            {
                stop.ThrowIfCancellationRequested();
                var filled = filler.Fill(pair.Image, pair.Mask);
                progress(++done, total);
                return filled;
            })];
        }
    }

    /// <inheritdoc/>
    public byte[] Draw(GridRequest request, CancellationToken stop) => ImageFile.Encode(".png", Make(request, stop).Picture);

    /// <inheritdoc/>
    public string? Lacks(RunFolder run)
    {
        try
        {
            return GridModel.HasWeights(run) ? null : "no weights here";
        }
        catch (UserErrorException e)
        {
            return e.Message.Split('\n')[0];
        }
    }

    private static CheckpointChoice Checkpoint(GridRequest request) =>
        request.BestCheckpoint ? CheckpointChoice.Best : CheckpointChoice.Last;

    private static ImageSelection Selection(GridRequest request) =>
        request.Images.Count > 0 ? new ImageSelection(null, request.Images) : new ImageSelection(request.Count, []);

    private static InpaintingOptions Whole => new() { Strategy = InpaintingStrategy.Whole };

    private IReadOnlyList<MaskedImage> OfEvaluation(GridRequest request, IReadOnlyList<GridModel> models)
    {
        if (request.MaskFiles.Count > 0)
            throw new UserErrorException("--masks: expected --photos beside it; evaluations have masks of their own (--mask)");
        if (request.Size is not null)
            throw new UserErrorException("--size: expected --photos beside it; the images of an evaluation have its resolution");
        var runs = models.Where(m => m.Filler.Run is not null).ToList();
        if (runs.Count == 0)
        {
            throw new UserErrorException(
                "expected a run, whose evaluation says which images are shown, or --photos FOLDER; received methods only");
        }

        var first = runs.MaxBy(m => m.Spec!.Resolution)!;
        var shown = first.Filler.Run!.ReadDataset();
        foreach (var other in runs.Where(m => !m.Filler.Run!.ReadDataset().IsAs(shown)))
        {
            notify(
                $"note: {other.Filler.Run!.FolderName} was trained on other data than {first.Filler.Run!.FolderName}, whose images are "
                    + "shown; they may be among those it learned from");
        }

        return EvaluationPairs.Read(first.Filler.Run!, request.Masks, Selection(request), notify);
    }

    private static IReadOnlyList<MaskedImage> OfPhotos(GridRequest request, string photos, IReadOnlyList<GridModel> models)
    {
        if (request.Masks.Count > 0 && request.MaskFiles.Count > 0)
            throw new UserErrorException("expected --mask, whose masks are drawn, or --masks, whose masks are files; received both");
        var specs = models.Select(m => m.Spec).OfType<ExperimentSpec>().ToList();
        var size = request.Size ?? specs.Select(s => s.Resolution).DefaultIfEmpty(SizeWithoutRuns).Max();
        var folder = File.Exists(photos) ? null : new ImagesByName(photos, recursive: true);
        List<(string Name, string Path)> files = folder is null
            ? [(Path.GetFileName(photos), photos)]
            : [.. folder.Names.Select(n => (Path.GetRelativePath(photos, folder[n]), folder[n]))];
        List<(string Name, string Path)> chosen =
        [
            .. Selection(request).Places([.. files.Select(f => f.Name)], photos).Select(i => files[i]),
        ];
        if (request.MaskFiles.Count == 0)
            return PhotoPairs.Draw(chosen, size, MaskChoice.Of(request.Masks, specs.MaxBy(s => s.Resolution)));
        return
        [
            .. chosen.SelectMany(
                photo => request.MaskFiles.Select(mask => PhotoPairs.Read(photo.Name, photo.Path, MaskOf(photo.Path, mask), size))),
        ];
    }

    private static string MaskOf(string photo, string masks)
    {
        if (!Directory.Exists(masks))
            return masks;
        var stem = Path.GetFileNameWithoutExtension(photo);
        var folder = new ImagesByName(masks);
        return folder.Names.FirstOrDefault(n => n == stem || n == $"{stem}_mask") is { } name
            ? folder[name]
            : throw new UserErrorException(
                $"{masks}: expected the mask of {photo}, {stem}.png or {stem}_mask.png, found none; a single file serves all photographs");
    }

    private static MetricChoice FindMetric(string name)
    {
        var choice = MetricChoice.Of([name], WeightsStore.Default());
        return choice.PerImage.Count > 0
            ? choice
            : throw new UserErrorException(
                $"--metric: expected a metric per image, e.g. psnr_hole; {name} "
                    + $"{(choice.Missing is [var missing] ? missing.Reason : "is of sets of images")}");
    }

    private static double[][] Measure(MetricChoice metric, IReadOnlyList<MaskedImage> pairs, IReadOnlyList<ImageBuffer[]> results)
    {
        metric.Load(WeightsStore.Default());
        return
        [
            .. pairs.Select(
                (pair, i) => results.Select(r => ImagePairMetrics.Compute(metric.PerImage, pair.Image, r[i], pair.Mask)[0]).ToArray()),
        ];
    }
}
