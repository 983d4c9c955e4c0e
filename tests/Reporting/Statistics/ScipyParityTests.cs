using System.Text.Json;
using InpaintLab.Core.Randomness;
using InpaintLab.Reporting.Statistics;

namespace InpaintLab.Tests.Reporting.Statistics;

/// <summary>Against scipy: tests/Parity/significance.py.</summary>
public sealed class ScipyParityTests
{
    private const double Tolerance = 1e-10;

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Parity", "significance.json"))).RootElement;

    public static TheoryData<string> Cases => [.. Golden.GetProperty("cases").EnumerateObject().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Student_t_intervals(string name) => Check(Of(name, "t"), Interval.StudentT(Values(name))!.Value);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bootstrap_percentile_intervals_of_the_same_draws(string name) =>
        Check(Of(name, "percentile"), Bootstrap.Percentile(Values(name), Stream(), resamples: Golden.GetProperty("resamples").GetInt32()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bias_corrected_and_accelerated_intervals_of_the_same_draws(string name) =>
        Check(Of(name, "bca"), Bootstrap.BiasCorrected(Values(name), Stream(), resamples: Golden.GetProperty("resamples").GetInt32()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Wilcoxon_exact_and_approximate(string name)
    {
        var expected = Of(name, "wilcoxon");
        var test = WilcoxonSignedRank.Of(Values(name));
        Assert.Equal(expected.GetProperty("exact").GetBoolean(), test.IsExact);
        Assert.Equal(expected.GetProperty("statistic").GetDouble(), test.Statistic);
        Assert.Equal(expected.GetProperty("p").GetDouble(), test.P, Tolerance);
        Assert.Equal(expected.GetProperty("rank_biserial").GetDouble(), test.RankBiserial, Tolerance);
    }

    [Theory]
    [InlineData("few")]
    [InlineData("coarse")]
    public void Exact_permutations(string name)
    {
        var test = PermutationTest.Of(Values(name), Stream());
        Assert.True(test.IsExact);
        Assert.Equal(Of(name, "permutation").GetDouble(), test.P, Tolerance);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cohens_dz(string name)
    {
        var values = Values(name);
        Assert.Equal(Of(name, "dz").GetDouble(), PairedComparison.Of(new double[values.Length], values).CohensDz, Tolerance);
    }

    [Fact]
    public void The_normal_distribution_and_its_quantiles()
    {
        foreach (var point in Golden.GetProperty("normal").EnumerateArray())
        {
            var (z, cdf) = (point.GetProperty("z").GetDouble(), point.GetProperty("cdf").GetDouble());
            Assert.Equal(1, NormalDistribution.Cdf(z) / cdf, 1e-12);
            if (z < 3)
                Assert.Equal(z, NormalDistribution.Quantile(cdf), 1e-9);
        }
    }

    [Fact]
    public void Holms_correction()
    {
        foreach (var list in Golden.GetProperty("holm").EnumerateArray())
        {
            var adjusted = Holm.Adjust([.. list.GetProperty("p").EnumerateArray().Select(p => p.GetDouble())]);
            Assert.Equal(list.GetProperty("adjusted").EnumerateArray().Select(p => p.GetDouble()), adjusted);
        }
    }

    private static RandomStream Stream() => RandomStream.Create(Golden.GetProperty("seed").GetInt64(), "bootstrap");

    private static JsonElement Of(string name, string key) => Golden.GetProperty("cases").GetProperty(name).GetProperty(key);

    private static double[] Values(string name) => [.. Of(name, "values").EnumerateArray().Select(v => v.GetDouble())];

    private static void Check(JsonElement expected, Interval actual)
    {
        Assert.Equal(expected[0].GetDouble(), actual.Low, Tolerance);
        Assert.Equal(expected[1].GetDouble(), actual.High, Tolerance);
    }
}
