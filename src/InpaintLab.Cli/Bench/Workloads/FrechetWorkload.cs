using InpaintLab.Metrics.Distribution;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>The Fréchet distance of two sets of 1,000 features of 768 dimensions: means, covariances and distance, in float64.</summary>
internal sealed class FrechetWorkload() : Workload("frechet-768", "frechet", TimeUnit.Milliseconds, iterations: 1, rounds: 20)
{
    private const int Dimensions = 768;

    private readonly Tensor _truths = randn([1000, Dimensions]).DetachFromDisposeScope();
    private readonly Tensor _results = randn([1000, Dimensions]).DetachFromDisposeScope();

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            using var truths = new FeatureStatistics(Dimensions);
            using var results = new FeatureStatistics(Dimensions);
            truths.Update(_truths);
            results.Update(_results);
            FrechetDistance.Between(truths, results);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _truths.Dispose();
        _results.Dispose();
    }
}
