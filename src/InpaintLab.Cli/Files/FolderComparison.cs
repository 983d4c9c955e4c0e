using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Imaging;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Training.Evaluation;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Files;

/// <summary>The values of one pair of images, in the order of the metrics per image.</summary>
internal sealed record PairValues(string Image, double[] Values);

/// <summary>Measures the images of two folders against each other.</summary>
/// <param name="metrics">What to measure.</param>
/// <param name="store">Where weights are.</param>
/// <param name="device">Where to compute.</param>
/// <param name="progress">Is told how many images of how many are done.</param>
/// <param name="stop">Ends it between images.</param>
internal sealed class FolderComparison(
    MetricChoice metrics, WeightsStore store, Device device, Action<int, int> progress, CancellationToken stop)
{
    private int _done;
    private int _total;

    /// <summary>The metrics of each pair.</summary>
    /// <param name="truths">True images.</param>
    /// <param name="results">Results of the same names.</param>
    /// <param name="masks">Masks of the same names, or none.</param>
    /// <param name="polarity">Which colour of masks is the hole.</param>
    public IReadOnlyList<PairValues> Pairs(ImagesByName truths, ImagesByName results, ImagesByName? masks, MaskPolarity polarity)
    {
        if (metrics.PerImage.Count == 0)
            return [];
        metrics.Load(store);
        Begin(truths.Names.Count);
        var rows = new List<PairValues>();
        foreach (var name in truths.Names)
        {
            rows.Add(new PairValues(truths[name], Measure(truths[name], results[name], masks?[name], polarity)));
            Step(1);
        }

        return rows;
    }

    /// <summary>The metrics of both folders as sets.</summary>
    /// <param name="truths">True images.</param>
    /// <param name="results">Results.</param>
    /// <param name="batch">Images of one size read at once.</param>
    public IReadOnlyList<SetResult> Sets(ImagesByName truths, ImagesByName results, int batch)
    {
        if (metrics.OfSets.Count == 0)
            return [];
        using var measurement = new SetMeasurement(metrics.OfSets, store, device);
        Begin(truths.Names.Count + results.Names.Count);
        foreach (var (set, folder) in new[] { (ImageSet.Truth, truths), (ImageSet.Result, results) })
        {
            var pending = new List<ImageBuffer>();
            foreach (var image in folder.Names.Select(name => ImageFile.Read(folder[name])))
            {
                if (pending.Count == batch || (pending.Count > 0 && (pending[0].Width, pending[0].Height) != (image.Width, image.Height)))
                    Update(measurement, set, pending);
                pending.Add(image);
            }

            Update(measurement, set, pending);
        }

        return measurement.Compute();
    }

    private void Update(SetMeasurement measurement, ImageSet set, List<ImageBuffer> images)
    {
        using var scope = NewDisposeScope();
        float[] values = [.. images.SelectMany(image => image.ToPlanar(3))];
        measurement.Update(set, tensor(values, [images.Count, 3, images[0].Height, images[0].Width]));
        Step(images.Count);
        images.Clear();
    }

    private double[] Measure(string truthPath, string resultPath, string? maskPath, MaskPolarity polarity)
    {
        var truth = ImageFile.Read(truthPath);
        byte[]? mask = null;
        if (maskPath is not null)
        {
            mask = MaskFile.Read(maskPath, out var size, polarity);
            if (size != new ImageSize(truth.Width, truth.Height))
            {
                throw new UserErrorException(
                    $"{maskPath}: expected a mask of the size of {truthPath}, {truth.Width} x {truth.Height} px, received {size}");
            }
        }

        try
        {
            return ImagePairMetrics.Compute(metrics.PerImage, truth, ImageFile.Read(resultPath), mask, device);
        }
        catch (UserErrorException e) when (e is not ImageFileException)
        {
            throw new UserErrorException($"{truthPath} and {resultPath}: {e.Message}", e);
        }
    }

    private void Begin(int total) => (_done, _total) = (0, total);

    private void Step(int images)
    {
        stop.ThrowIfCancellationRequested();
        progress(_done += images, _total);
    }
}
