using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;
using InpaintLab.Metrics.Paired;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>All registered metrics of one truth and one result, as images of any depth and size: RGB in [0,1], alpha ignored.</summary>
public static class ImagePairMetrics
{
    /// <summary>The metrics, in order of name.</summary>
    public static IReadOnlyList<NamedMetric> All { get; } =
    [
        .. Components.Registry.All<MetricAttribute>()
            .Where(c => c.Type.IsAssignableTo(typeof(IPairedMetric)))
            .Select(c => new NamedMetric(c.Name)),
    ];

    /// <summary>One value for each of <see cref="All"/>; NaN where a metric is not defined.</summary>
    /// <param name="truth">The truth.</param>
    /// <param name="result">The result, of the same size.</param>
    /// <param name="mask">Height x Width, 1 = hole; null: no hole is known, and metrics over the hole are not defined.</param>
    /// <exception cref="UserErrorException">Images of different sizes, or too small for a metric.</exception>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    public static double[] Compute(ImageBuffer truth, ImageBuffer result, byte[]? mask)
    {
        var (height, width) = (truth.Height, truth.Width);
        if (result.Height != height || result.Width != width)
        {
            throw new UserErrorException(
                $"expected truth and result of one size, received {width} x {height} and {result.Width} x {result.Height} px");
        }

        using var scope = NewDisposeScope();
        var holes = tensor(Array.ConvertAll(mask ?? new byte[height * width], m => (double)m), [1, 1, height, width]);
        var (a, b) = (ToTensor(truth), ToTensor(result));
        return [.. All.Select(m => m.Metric.Compute(a, b, holes).item<double>())];

        Tensor ToTensor(ImageBuffer image) => tensor(image.ToPlanar(3), [1, 3, height, width]).to(ScalarType.Float64);
    }
}
