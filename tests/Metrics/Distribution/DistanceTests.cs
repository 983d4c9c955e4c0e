using InpaintLab.Core.Errors;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Tests.Models;
using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics.Distribution;

/// <summary>Distances of sets of features against scipy (tests/Parity/distances.py).</summary>
public sealed class DistanceTests
{
    [Theory]
    [InlineData("full", 90, 70)]
    [InlineData("few", 10, 12)]
    [InlineData("one_sided", 60, 9)]
    public void Distances_and_machines_are_the_golden_s(string name, int truths, int results)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("distances");
        var (x, y) = (Features($"{name}.truth", truths, 16), Features($"{name}.result", results, 16) + 0.1);
        using var first = Statistics(x, 7);
        using var second = Statistics(y, 7);
        golden.Check($"{name}.frechet", tensor(FrechetDistance.Between(first, second)));
        Assert.Equal(FrechetDistance.Between(first, second), FrechetDistance.Between(second, first), 1e-7);
        golden.Check($"{name}.kernel", tensor(KernelDistance.SquaredDiscrepancy(x, y)));
        golden.Check($"{name}.svm", tensor(LinearSvm.Fit(x, y).Weights.ToArray()));
    }

    [Theory]
    [InlineData(200, 12)]
    [InlineData(30, 64)]
    public void Equal_sets_are_at_distance_0(int images, int dimensions)
    {
        using var scope = NewDisposeScope();
        var x = Features("equal", images, dimensions);
        using var first = Statistics(x, 50);
        using var second = Statistics(x, 11);
        Assert.InRange(FrechetDistance.Between(first, first), 0, 1e-6);
        Assert.InRange(FrechetDistance.Between(first, second), 0, 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void Statistics_do_not_depend_on_the_batches_even_far_from_0(int batch)
    {
        using var scope = NewDisposeScope();
        var x = Features("batches", 40, 5) + 1e6;
        using var statistics = Statistics(x, batch);
        var centred = x - x.mean([0]);
        Assertions.Close(x.mean([0]), statistics.Mean, 1e-12, "mean");
        Assertions.Close(centred.transpose(0, 1).mm(centred) / 39, statistics.Covariance(), 1e-8, "covariance");
        statistics.Reset();
        statistics.Update(x - 1e6);
        Assert.Equal(40, statistics.Count);
        Assertions.Close(centred.transpose(0, 1).mm(centred) / 39, statistics.Covariance(), 1e-8, "covariance after a reset");
    }

    [Fact]
    public void The_kernel_distance_says_from_which_subsets_it_comes()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Features("truth", 60, 6), Features("result", 50, 6) + 0.2);
        var whole = KernelDistance.SquaredDiscrepancy(x, y);
        var estimate = KernelDistance.Between(x, y, subsets: 400, subsetSize: 20);
        Assert.Equal((400, 20), (estimate.Subsets, estimate.SubsetSize));
        Assert.Equal(estimate, KernelDistance.Between(x, y, subsets: 400, subsetSize: 20));
        Assert.InRange(estimate.Mean, whole - (4 * estimate.StandardDeviation!.Value / 20), whole + (4 * estimate.StandardDeviation.Value / 20));

        // As many as the smaller set has; where that is all of both, there is one subset and no deviation.
        Assert.Equal(50, KernelDistance.Between(x, y).SubsetSize);
        Assert.Equal(new KernelEstimate(KernelDistance.SquaredDiscrepancy(x, x), null, 1, 60), KernelDistance.Between(x, x));
    }

    [Fact]
    public void Too_few_images_are_refused()
    {
        using var scope = NewDisposeScope();
        using var one = Statistics(Features("one", 1, 4), 1);
        using var two = Statistics(Features("two", 2, 4), 1);
        Assert.Contains("at least two images, received 1", Assert.Throws<UserErrorException>(() => FrechetDistance.Between(one, two)).Message);
        Assert.Contains("received 1 and 2", Assert.Throws<UserErrorException>(() => KernelDistance.Between(Features("one", 1, 4), Features("two", 2, 4))).Message);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        using var scope = NewDisposeScope();
        var (x, y) = (Features("truth", 9, 4), Features("result", 9, 4));
        var before = LibTorch.LiveTensors;
        using (var first = Statistics(x, 4))
        using (var second = Statistics(y, 4))
            FrechetDistance.Between(first, second);
        KernelDistance.Between(x, y, 3, 5);
        LinearSvm.Fit(x, y).Scores(x);
        Assert.Equal(before, LibTorch.LiveTensors);
    }

    internal static Tensor Features(string name, long images, long dimensions)
    {
        var mix = (Seeded.Uniform($"{name}/mix", dimensions, dimensions) * 2) - 1;
        return ((Seeded.Uniform(name, images, dimensions) - 0.4).mm(mix) * linspace(0.1, 2, dimensions, ScalarType.Float64)) + 0.3;
    }

    private static FeatureStatistics Statistics(Tensor features, int batch)
    {
        using var scope = NewDisposeScope();
        var statistics = new FeatureStatistics((int)features.shape[1]);
        for (long start = 0; start < features.shape[0]; start += batch)
            statistics.Update(features.narrow(0, start, Math.Min(batch, features.shape[0] - start)));
        return statistics;
    }
}
