using InpaintLab.Reporting.Figures.Curves;

namespace InpaintLab.Tests.Reporting.Figures.Curves;

/// <summary>What stays of long curves, in figures and in pages.</summary>
public sealed class ThinningTests
{
    [Theory]
    [InlineData(1600)]
    [InlineData(100)]
    public void A_long_curve_keeps_its_ends_peaks_and_gaps(int most)
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => Math.Sin(i / 500.0))];
        (values[54_321], values[12_345]) = (7, -7);
        var places = Thinning.Places(values, most);
        Assert.InRange(places.Length, most / 2, most);
        Assert.Equal((0, 99_999), (places[0], places[^1]));
        Assert.Subset(places.ToHashSet(), new HashSet<int> { 54_321, 12_345 });
        Assert.Equal(places.Order().Distinct(), places);

        values[77_777] = double.NaN;
        values[54_322] = double.PositiveInfinity;
        places = Thinning.Places(values, most);
        Assert.InRange(places.Length, most / 3, most);
        Assert.Subset(places.ToHashSet(), new HashSet<int> { 54_321, 12_345, 77_777, 54_322 });
    }

    [Fact]
    public void Few_points_stay_and_a_series_without_finite_values_stays_a_gap()
    {
        Assert.Equal([0, 1, 2], Thinning.Places([3, double.NaN, 1], 5));
        var places = Thinning.Places(Enumerable.Repeat(double.NaN, 1000).ToArray(), 50);
        Assert.InRange(places.Length, 10, 50);
        Assert.Equal((0, 999), (places[0], places[^1]));
    }
}
