using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;
using InpaintLab.Metrics.Paired;
using InpaintLab.Training.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>Metrics of one truth and one result, as images of any depth and size: RGB in [0,1], alpha ignored.</summary>
public static class ImagePairMetrics
{
    /// <summary>The names of the metrics per image that need no weights, in order.</summary>
    public static IReadOnlyList<string> Defaults { get; } =
    [
        .. Components.Registry.All<MetricAttribute>()
            .Where(c => c.Type.IsAssignableTo(typeof(IPairedMetric)) && !c.Type.IsAssignableTo(typeof(IWeightedMetric)))
            .Select(c => c.Name),
    ];

    /// <summary>One value for each metric; NaN where one is not defined.</summary>
    /// <param name="metrics">Metrics per image; their weights, where they need some, are loaded.</param>
    /// <param name="truth">The truth.</param>
    /// <param name="result">The result, of the same size.</param>
    /// <param name="mask">Height x Width, 1 = hole; null: no hole is known, and metrics over the hole are not defined.</param>
    /// <param name="device">Where to compute; the CPU by default.</param>
    /// <exception cref="UserErrorException">Images of different sizes, or too small for a metric.</exception>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    public static double[] Compute(
        IReadOnlyList<NamedMetric> metrics, ImageBuffer truth, ImageBuffer result, byte[]? mask, Device? device = null)
    {
        var (height, width) = (truth.Height, truth.Width);
        if (result.Height != height || result.Width != width)
        {
            throw new UserErrorException(
                $"expected truth and result of one size, received {width} x {height} and {result.Width} x {result.Height} px");
        }

        using var scope = NewDisposeScope();
        var holes = tensor(Array.ConvertAll(mask ?? new byte[height * width], m => (double)m), [1, 1, height, width], device: device);
        var (a, b) = (ToTensor(truth), ToTensor(result));
        return [.. metrics.Select(m => m.Metric.Compute(a, b, holes).ToDouble())];

        Tensor ToTensor(ImageBuffer image) => tensor(image.ToPlanar(3), [1, 3, height, width], device: device).to(ScalarType.Float64);
    }
}
