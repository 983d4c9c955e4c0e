using InpaintLab.Metrics.Distribution;
using InpaintLab.Metrics.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// Features of images of 256 px at FID's layer 2048: resize to 299, scale, Inception v3 with random weights. Four images; on a GPU 64, as
/// many as evaluation takes at once there.
/// </summary>
internal sealed class FeaturesWorkload : Workload
{
    private readonly InceptionV3 _network = new(2048);
    private readonly Tensor _images = rand([Count, 3, 256, 256], device: BenchTarget.Device).DetachFromDisposeScope();

    public FeaturesWorkload()
        : base($"features-{Count}x256", $"features {Count}", TimeUnit.Milliseconds, iterations: 1, rounds: 20) =>
        _network.to(BenchTarget.Device);

    private static int Count => BenchTarget.IsGpu ? 64 : 4;

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        using var constants = no_grad();
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            _network.call(FeatureExtractor.Prepare(_images));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _network.Dispose();
        _images.Dispose();
    }
}
