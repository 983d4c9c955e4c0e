using InpaintLab.Metrics.Paired;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A metric of 8 pairs of images of 256 px, in float64: against the same formula in PyTorch, and SSIM also against scikit-image, which
/// takes the pairs one by one on one thread.
/// </summary>
internal sealed class MetricsWorkload : Workload
{
    private const int Count = 8;
    private const int Side = 256;

    private readonly PairedMetric _metric;
    private readonly Tensor _truth = rand([Count, 3, Side, Side]).DetachFromDisposeScope();
    private readonly Tensor _result = rand([Count, 3, Side, Side]).DetachFromDisposeScope();
    private readonly Tensor _mask = ones([Count, 1, Side, Side]).DetachFromDisposeScope();

    private MetricsWorkload(string name, string peer, PairedMetric metric, bool isInformation = false)
        : base($"{name}, {Count} x {Side} px", peer, TimeUnit.Milliseconds, iterations: 1, rounds: 30, isInformation) => _metric = metric;

    /// <inheritdoc/>
    public override int? Images => Count;

    /// <summary>Peak signal-to-noise ratio.</summary>
    public static MetricsWorkload Psnr() => new("psnr", "psnr", new Psnr(new PairedMetricOptions()));

    /// <summary>Structural similarity.</summary>
    public static MetricsWorkload Ssim() => new("ssim", "ssim", new Ssim(new PairedMetricOptions()));

    /// <summary>Structural similarity against scikit-image.</summary>
    public static MetricsWorkload SsimAgainstSkimage() =>
        new("ssim, scikit-image", "ssim-skimage", new Ssim(new PairedMetricOptions()), isInformation: true);

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            _metric.Compute(_truth, _result, _mask);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _truth.Dispose();
        _result.Dispose();
        _mask.Dispose();
    }
}
