using InpaintLab.Reporting.Figures;
using InpaintLab.Reporting.Figures.Curves;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Tests.Reporting.Figures.Curves;

/// <summary>Curves of several runs of a reference log: which belong together, and what is drawn of them.</summary>
public sealed class CurveFigureTests
{
    private const string Key = "loss/l1";

    private static readonly RecordedRun Run = RecordedRun.Read(RunFolder.Open(
        Directory.GetDirectories(Path.Combine(RepositoryRoot.Path, "runs", "reference"), "*quickstart*").Single()));

    [Fact]
    public void Seeds_of_one_recipe_become_a_mean_with_its_band()
    {
        var curve = Assert.Single(Curves(Copy("a", 1), Copy("b", 2), Copy("c", 3)));
        Assert.Equal("quickstart, 3 seeds, mean and 95 % interval", curve.Label);
        var values = Run.Log.Series(Key).Select(p => p.Value).ToList();
        Assert.Equal(values.Count, curve.Points.Count);

        // Three equal seeds: the mean is each, and the interval has no width.
        Assert.All(curve.Points.Zip(values), p =>
        {
            Assert.Equal(p.Second, p.First.Y, 1e-12);
            Assert.Equal(p.Second, p.First.Low!.Value, 1e-9);
            Assert.Equal(p.Second, p.First.High!.Value, 1e-9);
        });
    }

    [Fact]
    public void Another_recipe_and_a_seed_that_is_there_twice_stay_apart()
    {
        Assert.Equal(["quickstart a", "quickstart b"], Curves(Copy("a", 1), Copy("b", 2) with { Recipe = "other" }).Select(c => c.Label));
        Assert.Equal(["quickstart a", "quickstart b"], Curves(Copy("a", 1), Copy("b", 1)).Select(c => c.Label));
        Assert.Equal(["quickstart"], Curves(Copy("a", 1), Copy("a", 1)).Select(c => c.Label));
    }

    [Fact]
    public void Images_are_steps_times_batch()
    {
        var request = new CurveRequest([Key]) { X = CurveAxis.Images };
        var curve = CurveFigure.Of([Run with { ImagesPerStep = 8 }], request).Panels[0].Marks.OfType<Curve>().Single();
        Assert.Equal(Run.Log.Series(Key).Select(p => p.Step * 8.0), curve.Points.Select(p => p.X));
    }

    private static List<Curve> Curves(params RecordedRun[] runs) =>
        [.. CurveFigure.Of(runs, new CurveRequest([Key]) { Band = SeedBand.Interval }).Panels[0].Marks.Cast<Curve>()];

    private static RecordedRun Copy(string id, long seed) => Run with { Id = id, Seed = seed };
}
