using InpaintLab.Reporting.Data;
using InpaintLab.Reporting.Figures;
using InpaintLab.Reporting.Figures.Curves;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Tests.Reporting.Figures.Curves;

/// <summary>Curves of several runs: which belong together, what is drawn of them, and what is said of those that lack something.</summary>
public sealed class CurveFigureTests : IDisposable
{
    private const string Key = "loss/l1";

    private readonly RecordedRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Seeds_of_one_recipe_become_a_mean_with_its_band()
    {
        Add("unet", 1, 10, 20);
        Add("unet", 2, 12, 26);
        Add("unet", 3, 14, 32);
        var curve = Assert.Single(Curves());
        Assert.Equal("study, 3 seeds, mean and 95 % interval", curve.Label);
        Assert.Equal([(101.0, 12.0), (102, 26)], curve.Points.Select(p => (p.X, p.Y)));

        // Deviation 2, t(0.975, 2) = 4.302653.
        Assert.Equal(12 - (4.302653 * 2 / Math.Sqrt(3)), curve.Points[0].Low!.Value, 1e-5);
    }

    [Fact]
    public void Another_recipe_and_a_seed_that_is_there_twice_stay_apart()
    {
        var (older, newer, other) = (Add("unet", 1, 1), Add("unet", 1, 2), Add("plain", 1, 3));
        Assert.Equal([$"study {older}", $"study {newer}", $"study {other}"], Curves().Select(c => c.Label));
    }

    [Fact]
    public void What_a_group_lacks_is_in_the_legend()
    {
        Add("unet", 1, 1, 2, 3);
        Add("unet", 2, [1, 2], RunState.Failed);
        _runs.Add("unet", [1], seed: 3);
        Add("dead", 1, [1, double.NaN, 3], RunState.Running);
        _runs.Add("none", [1]);
        var curves = Curves("name");
        Assert.Equal("unet, 1 failed, 2 of 3 seeds have it, over the steps of all, mean and 95 % interval", curves[0].Label);
        Assert.Equal(2, curves[0].Points.Count);
        Assert.Equal("dead, crashed", curves[1].Label);
        Assert.True(double.IsNaN(curves[1].Points[1].Y));
        Assert.Equal("none", curves[2].Label);
        Assert.Equal("none (no data)", Panel("name").LegendText(curves[2]));
    }

    [Fact]
    public void Images_are_steps_times_batch_and_accumulation()
    {
        Add("unet", 1, 5, 6);
        Assert.Equal([101.0 * 16, 102 * 16], Curves(x: CurveAxis.Images)[0].Points.Select(p => p.X));
    }

    private string Add(string model, long seed, params double[] values) => Add(model, seed, values, RunState.Finished);

    private string Add(string model, long seed, double[] values, RunState state) => _runs.Add(
        model, [1], seed, state: state,
        change: w =>
        {
            foreach (var (i, value) in values.Index())
                w.LogScalars(101 + i, 0, [new ScalarValue(Key, value)]);
        });

    private List<Curve> Curves(string? named = null, CurveAxis x = CurveAxis.Step) => [.. Panel(named, x).Marks.Cast<Curve>()];

    private Panel Panel(string? named, CurveAxis x = CurveAxis.Step)
    {
        using var store = _runs.Open();
        var request = new CurveRequest([Key]) { Band = SeedBand.Interval, X = x };
        return named is null
            ? CurveFigure.Of(store.Runs, request).Panels[0]
            : CurveFigure.PanelOf(Key, [.. SeedGroup.Of(store.Runs).Select(g => (g.Runs[0].Variant, g))], request);
    }
}
