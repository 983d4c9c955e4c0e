using InpaintLab.Core.Errors;
using InpaintLab.Metrics.Paired;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics;

public class PairedMetricTests
{
    private static readonly PairedMetricOptions Options = new();

    [Fact]
    public void L1_by_hand_in_percent()
    {
        using var scope = NewDisposeScope();
        var (truth, result, mask) = Example();
        Assert.Equal([100 * 0.2 * 3 / 12, 0], Values(new L1(Options).Compute(truth, result, mask)), Near);
        Assert.Equal([100 * 0.2 * 3 / 6, 0], Values(new L1Hole(Options).Compute(truth, result, mask)), Near);
    }

    [Fact]
    public void Psnr_by_hand_in_decibels_and_infinite_for_equal_images()
    {
        using var scope = NewDisposeScope();
        var (truth, result, mask) = Example();
        double[] whole = [-10 * Math.Log10(0.04 * 3 / 12), double.PositiveInfinity];
        double[] hole = [-10 * Math.Log10(0.04 * 3 / 6), double.PositiveInfinity];
        Assert.Equal(whole, Values(new Psnr(Options).Compute(truth, result, mask)), Near);
        Assert.Equal(hole, Values(new PsnrHole(Options).Compute(truth, result, mask)), Near);
    }

    [Fact]
    public void Hole_metrics_are_not_defined_without_a_hole()
    {
        using var scope = NewDisposeScope();
        var (truth, result, _) = Example();
        Assert.All(Values(new PsnrHole(Options).Compute(truth, result, zeros([2, 1, 2, 2]))), v => Assert.True(double.IsNaN(v)));
        Assert.All(Values(new L1Hole(Options).Compute(truth, result, zeros([2, 1, 2, 2]))), v => Assert.True(double.IsNaN(v)));
    }

    [Fact]
    public void Ssim_of_two_constants_is_the_formula_s_luminance_term()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (0.25, 0.5);
        var expected = ((2 * a * b) + 1e-4) / ((a * a) + (b * b) + 1e-4);
        var (truth, result) = (full([1, 3, 11, 13], a, float64), full([1, 3, 11, 13], b, float64));
        Assert.Equal([expected], Values(new Ssim(Options).Compute(truth, result, ones([1, 1, 11, 13]))), Near);
    }

    [Fact]
    public void Ssim_says_how_large_images_must_be()
    {
        using var scope = NewDisposeScope();
        var image = zeros([1, 3, 10, 20]);
        var error = Assert.Throws<UserErrorException>(() => new Ssim(Options).Compute(image, image, zeros([1, 1, 10, 20])));
        Assert.Contains("at least 11 x 11 px, received 10 x 20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_counts_infinite_and_undefined_values_apart()
    {
        var summary = MetricSummary.Of([1, 3, double.PositiveInfinity, double.NaN, double.NaN]);
        Assert.Equal(new MetricSummary(2, 2, Math.Sqrt(2), 1, 2), summary);
        Assert.Equal(new MetricSummary(0, double.NaN, double.NaN, 1, 0), MetricSummary.Of([double.PositiveInfinity]));
    }

    /// <summary>Two images of 2 x 2: the first's left column is hole, and one of its hole pixels is off by 0.2 in all channels.</summary>
    private static (Tensor Truth, Tensor Result, Tensor Mask) Example()
    {
        var truth = full([2, 3, 2, 2], 0.5, float64);
        var result = truth.clone();
        result.narrow(0, 0, 1).narrow(2, 0, 1).narrow(3, 0, 1).fill_(0.7);
        var mask = zeros([2, 1, 2, 2]);
        mask.narrow(3, 0, 1).fill_(1);
        return (truth, result, mask);
    }

    private static double[] Values(Tensor x) => [.. x.data<double>()];

    private static bool Near(double a, double b) => a == b || Math.Abs(a - b) < 1e-9;
}
