using InpaintLab.Core.Errors;
using InpaintLab.Reporting.Figures;
using InpaintLab.Reporting.Figures.Kinds;

namespace InpaintLab.Tests.Reporting.Figures;

/// <summary>Numbers behind figures: boxes, violins, smoothing, fronts, axes.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void A_box_has_quartiles_whiskers_and_outliers()
    {
        // numpy.percentile of these: 2.25, 4.5, 6.75; the reach is 1.5 * 4.5.
        var box = BoxSummary.Of([0, 1, 2, 3, 4, 5, 6, 7, 8, 100, double.NaN])!;
        Assert.Equal((10, 1), (box.N, box.NotFinite));
        Assert.Equal([0, 2.25, 4.5, 6.75, 8], [box.Low, box.LowerQuartile, box.Median, box.UpperQuartile, box.High]);
        Assert.Equal([100.0], box.Outliers);
        Assert.Null(BoxSummary.Of([double.NaN]));
    }

    [Fact]
    public void A_violin_is_widest_where_the_values_are()
    {
        var outline = ViolinOutline.Of([0, 4.9, 5, 5, 5.1, 10])!;
        var (value, density) = outline.Points.MaxBy(p => p.Density);
        Assert.Equal(5, value, 0.2);
        Assert.Equal(1, density);
        Assert.Null(ViolinOutline.Of([3, 3, 3]));
    }

    [Fact]
    public void Smoothing_starts_at_the_first_value_and_passes_over_gaps()
    {
        // Averages from 0: 2, 5, the gap, 3.5; over 1 - 0.5^n.
        Assert.Equal([4, 5 / 0.75, double.NaN, 3.5 / 0.875], Smoothed(0.5, 4, 8, double.NaN, 2));
        Assert.Equal([4.0, 8.0], Smoothed(0, 4, 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => Smoothed(1, 1));
    }

    [Theory]
    [InlineData(true, new[] { 10.0, 10, 12, 12, 15 })]
    [InlineData(false, new[] { 10.0, 10, 9 })]
    public void The_front_has_what_none_beats_in_both(bool higherIsBetter, double[] qualities)
    {
        NamedPoint[] methods = [new(3, 15, "c"), new(1, 10, "a"), new(2, 12, "b"), new(2.5, 11, "beaten"), new(4, 9, "d"), new(5, double.NaN, "no data")];
        var front = ParetoPanel.Of(new Axis("cost"), new Axis("quality"), higherIsBetter, methods).Marks.OfType<Curve>().Single();
        Assert.Equal(qualities, front.Points.Select(p => p.Y));
    }

    [Theory]
    [InlineData(false, 0.2, 0.93, 0.2, 1)]
    [InlineData(false, 5, 5, 4.4, 5.6)]
    [InlineData(true, 0.03, 0.5, 0.01, 1)]
    [InlineData(true, 3, 250, 1, 1000)]
    public void Axes_end_at_round_numbers(bool log, double low, double high, double min, double max)
    {
        var y = new Axis("y") { Log = log };
        var scale = AxisScale.Of(new Panel(new Axis("x"), y, [new Curve("c", [new(0, low), new(1, high)])]), y, p => p.Y, 5);
        Assert.True(scale.Min <= low && scale.Max >= high);
        Assert.InRange(scale.Min, min - 1e-9, low);
        Assert.InRange(scale.Max, high, max + 1e-9);
    }

    [Theory]
    [InlineData("84")]
    [InlineData("84x")]
    [InlineData("84x-60")]
    [InlineData("1x1")]
    [InlineData("84x1e9")]
    public void A_size_that_is_none_is_refused(string text) =>
        Assert.Contains("84x60", Assert.Throws<UserErrorException>(() => FigureSize.Parse(text)).Message);

    private static double[] Smoothed(double weight, params double[] values)
    {
        Smoothing.Ema(values, weight);
        return values;
    }
}
