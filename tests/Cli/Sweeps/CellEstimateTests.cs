using InpaintLab.Cli.Sweeps;
using InpaintLab.Core.Specs;
using InpaintLab.Tests.Training;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Tests.Cli.Sweeps;

public sealed class CellEstimateTests
{
    private static readonly MeasuredResources Measured = new(100, 1, 3, 10, 50, 0);

    [Fact]
    public void Time_is_steps_before_and_after_the_adversarial_term_sets_in_evaluations_and_the_end()
    {
        var spec = Spec("objective.adversarial={kind: hinge, start: 0.4}", "evaluation.every=20");
        Assert.Equal((40 * 1) + (60 * 3) + (4 * 10) + 50, CellEstimate.Time(spec, Measured, 0, 100));
        Assert.Equal((10 * 1) + (10 * 3) + 10, CellEstimate.Time(spec, Measured, 30, 50));
        Assert.Equal(0, CellEstimate.Time(spec, Measured, 100, 100));
        Assert.Equal((100 * 1) + 50, CellEstimate.Time(Spec("evaluation.every=0"), Measured with { AdversarialStepSeconds = null }, 0, 100));
    }

    [Fact]
    public void A_finished_cell_has_nothing_left_and_a_method_without_training_its_evaluation()
    {
        var cell = new SpecCell(1, new ResolvedSpec(Spec("evaluation.every=0")));
        Assert.Equal(0, CellEstimate.Of(new SweepCell(cell, CellStatus.Done, null), Measured).SecondsLeft);
        var method = new MeasuredResources(0, 0, null, 5, 50, 0);
        Assert.Equal((50, 50), (CellEstimate.Of(new SweepCell(cell, CellStatus.Missing, null), method).Seconds, CellEstimate.Of(new SweepCell(cell, CellStatus.Missing, null), method).SecondsLeft));
    }

    [Theory]
    [InlineData(1, 12)]
    [InlineData(2, 7)]
    [InlineData(9, 5)]
    public void Processes_side_by_side_take_the_next_cell_as_they_get_free(int jobs, double seconds) =>
        Assert.Equal(seconds, SweepEstimate.Seconds(new[] { 4.0, 5.0, 0.0, 3.0 }.Select(left => new CellEstimate(Measured, left, left)), jobs));

    private static ExperimentSpec Spec(params string[] overrides) => TinyRun.Spec(["training.steps=100", .. overrides]).Spec;
}
