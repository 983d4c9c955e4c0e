using InpaintLab.Metrics.Distribution;
using InpaintLab.Metrics.Networks;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// Features of four images of 256 px at FID's layer 2048: resize to 299, scale, Inception v3 with random weights. A thousand over a
/// quarter of the time of an iteration in ms is images a second.
/// </summary>
internal sealed class FeaturesWorkload : Workload
{
    private readonly InceptionV3 _network = new(2048);
    private readonly Tensor _images = rand([4, 3, 256, 256]).DetachFromDisposeScope();

    public FeaturesWorkload()
        : base("features-4x256", "features", TimeUnit.Milliseconds, iterations: 1, rounds: 20)
    {
    }

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
