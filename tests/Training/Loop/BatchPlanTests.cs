using InpaintLab.Training.Loop;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>Every batch is read once, in order, whatever a step takes.</summary>
public sealed class BatchPlanTests
{
    [Theory]
    [InlineData(1, 1, 0, "1 1 1 1 1 1 1 1 1 1 1 1")]
    [InlineData(3, 1, 0, "3 3 3 3 3 3 3 3 3 3 3 3")]
    [InlineData(1, 4, 0.5, "1 1 1 1 1 1 4 4 4 4 4 4")]
    [InlineData(2, 2, 0.3, "2 2 2 2 4 4 4 4 4 4 4 4")]
    public void A_step_takes_what_its_updates_need(int accumulate, int critic, double start, string batches)
    {
        var plan = new BatchPlan(Spec(accumulate, critic, start), batchesPerEpoch: 7);
        Assert.Equal(0, plan.FirstBatch(0));
        Assert.Equal(batches, string.Join(' ', Enumerable.Range(0, 12).Select(step => plan.FirstBatch(step + 1) - plan.FirstBatch(step))));
        Assert.Equal(2 * (plan.FirstBatch(12) - plan.FirstBatch(11)), plan.ImagesIn(11));
    }

    [Theory]
    [InlineData(1, 1, 0, 30)]
    [InlineData(3, 1, 0, 10)]
    [InlineData(4, 1, 0, 7)]
    [InlineData(1, 5, 0, 6)]
    [InlineData(1, 5, 0.5, 10)]
    [InlineData(100, 1, 0, 1)]
    public void Epochs_are_as_many_steps_as_their_images_are_enough_for(int accumulate, int critic, double start, long steps)
    {
        var plan = new BatchPlan(Spec(accumulate, critic, start, "training.steps=null", "training.epochs=3"), batchesPerEpoch: 10);
        Assert.Equal(steps, plan.TotalSteps);
        Assert.True(steps == 1 || plan.FirstBatch(steps) <= 30);
    }

    [Fact]
    public void Without_an_adversarial_term_there_are_no_further_updates() =>
        Assert.Equal(12, new BatchPlan(TinyRun.Spec("objective.adversarial={kind: none, n_critic: 5, start: 0}").Spec, 7).FirstBatch(12));

    private static InpaintLab.Core.Specs.ExperimentSpec Spec(int accumulate, int critic, double start, params string[] overrides)
    {
        var at = start.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return TinyRun.Spec([$"training.accumulate={accumulate}", $"objective.adversarial={{kind: hinge, n_critic: {critic}, start: {at}}}", .. overrides]).Spec;
    }
}
