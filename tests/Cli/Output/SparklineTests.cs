using InpaintLab.Cli.Output;

namespace InpaintLab.Tests.Cli.Output;

public sealed class SparklineTests
{
    [Theory]
    [InlineData("▁▂▃▄▅▆▇█", "0 1 2 3 4 5 6 7")]
    [InlineData("█▁", "5 -5")]
    [InlineData("▁▁▁", "2 2 2")]
    [InlineData("▁ █ ", "1 NaN 2 Infinity")]
    [InlineData("  ", "NaN NaN")]
    [InlineData("", "")]
    public void Values_become_bars_between_the_least_and_the_greatest(string expected, string values) =>
        Assert.Equal(expected, Sparkline.Draw([.. values.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => double.Parse(v))]));

    [Fact]
    public void A_long_series_is_shown_by_means_of_equal_stretches()
    {
        Assert.Equal("▁█", Sparkline.Draw([1, 3, 5, 7], width: 2));
        Assert.Equal(40, Sparkline.Draw([.. Enumerable.Range(0, 1001).Select(i => Math.Sin(i))]).Length);
    }
}
