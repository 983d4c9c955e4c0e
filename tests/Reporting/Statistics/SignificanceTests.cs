using InpaintLab.Core.Randomness;
using InpaintLab.Reporting.Statistics;

namespace InpaintLab.Tests.Reporting.Statistics;

public sealed class SignificanceTests
{
    private static readonly double[] Shifted = [.. Enumerable.Range(0, 40).Select(i => Math.Sin(i * 7.0) + 0.3)];

    [Fact]
    public void Drawn_permutations_are_near_the_exact_test_and_the_same_for_the_same_seed()
    {
        var few = Shifted[..PermutationTest.ExactLimit];
        var exact = PermutationTest.Of(few, RandomStream.Create(0, "unused"));
        Assert.Equal(1 << few.Length, exact.Permutations);

        // One value more, which is zero, moves nothing but makes it draw.
        var drawn = PermutationTest.Of([.. few, 0], RandomStream.Create(1, "permutation"));
        Assert.False(drawn.IsExact);
        Assert.Equal(exact.P, drawn.P, 4 * Math.Sqrt(exact.P * (1 - exact.P) / drawn.Permutations));
        Assert.Equal(drawn.P, PermutationTest.Of([.. few, 0], RandomStream.Create(1, "permutation")).P);
        Assert.NotEqual(1, Enumerable.Range(2, 8).Select(seed => PermutationTest.Of([.. few, 0], RandomStream.Create(seed, "permutation")).P).Distinct().Count());
    }

    [Fact]
    public void A_drawn_p_value_is_never_zero() =>
        Assert.Equal(1.0 / 100, PermutationTest.Of([.. Shifted.Select(v => v + 100)], RandomStream.Create(0, "p"), resamples: 99).P);

    [Fact]
    public void Methods_that_do_not_differ_are_not_told_apart()
    {
        var comparison = PairedComparison.Of(Shifted, Shifted);
        Assert.Equal((0.0, 1.0, 1.0, 0.0), (comparison.Mean, comparison.Wilcoxon.P, comparison.Permutation.P, comparison.Wilcoxon.RankBiserial));
        Assert.Equal(0, comparison.Bootstrap!.Value.HalfWidth);
        Assert.True(double.IsNaN(comparison.CohensDz));
    }

    [Fact]
    public void A_comparison_is_of_the_second_minus_the_first()
    {
        double[] better = [.. Shifted.Select((v, i) => v + 1 + (0.1 * (i % 3)))];
        var comparison = PairedComparison.Of(Shifted, better);
        Assert.Equal(1, comparison.Wilcoxon.RankBiserial);
        Assert.True(comparison.Wilcoxon.P < 1e-7);
        Assert.InRange(1.0975, comparison.Bootstrap!.Value.Low, comparison.Bootstrap.Value.High);
        Assert.Equal(comparison.Mean, (comparison.StudentT!.Value.Low + comparison.StudentT.Value.High) / 2, 1e-12);
        Assert.Equal(-comparison.Mean, PairedComparison.Of(better, Shifted).Mean, 1e-12);
    }

    [Fact]
    public void One_pair_has_no_intervals()
    {
        var comparison = PairedComparison.Of([1], [3]);
        Assert.Equal((1, 2.0, 1.0), (comparison.N, comparison.Mean, comparison.Wilcoxon.P));
        Assert.Null(comparison.StudentT);
        Assert.Null(comparison.Bootstrap);
    }

    [Fact]
    public void What_cannot_be_tested_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedComparison.Of([1, 2], [1]));
        Assert.Throws<ArgumentException>(() => WilcoxonSignedRank.Of([double.PositiveInfinity]));
        Assert.Throws<ArgumentException>(() => PermutationTest.Of([double.NaN], RandomStream.Create(0, "p")));
        Assert.Throws<ArgumentException>(() => Holm.Adjust([1.1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Interval.StudentT([1, 2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Percentile([1], RandomStream.Create(0, "b")));
    }

    [Fact]
    public void Intervals_of_another_statistic_enclose_it()
    {
        static double Median(IReadOnlyList<double> values) => values.Order().ElementAt(values.Count / 2);
        var interval = Bootstrap.Percentile(Shifted, RandomStream.Create(3, "b"), Median, confidence: 0.9, resamples: 500);
        Assert.InRange(Median(Shifted), interval.Low, interval.High);
        Assert.Equal(0.9, interval.Confidence);
    }
}
