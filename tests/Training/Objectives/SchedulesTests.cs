using InpaintLab.Core.Specs;
using InpaintLab.Training.Objectives;

namespace InpaintLab.Tests.Training.Objectives;

public sealed class SchedulesTests
{
    [Theory]
    [InlineData("constant", 0, 1)]
    [InlineData("constant", 99, 1)]
    [InlineData("cosine", 0, 1)]
    [InlineData("cosine", 25, 0.853553390593)]
    [InlineData("cosine", 50, 0.5)]
    [InlineData("cosine", 99, 0.000246719817)]
    [InlineData("linear", 25, 0.75)]
    [InlineData("{kind: linear, start: 0.5}", 50, 1)]
    [InlineData("{kind: linear, start: 0.5}", 75, 0.5)]
    [InlineData("{kind: linear, end: 0.2}", 50, 0.6)]
    [InlineData("{kind: cosine, start: 0.2, end: 0.5}", 10, 1)]
    [InlineData("{kind: cosine, start: 0.2, end: 0.5}", 60, 0.75)]
    [InlineData("step", 24, 1)]
    [InlineData("step", 25, 0.5)]
    [InlineData("step", 99, 0.125)]
    [InlineData("{kind: step, every: 0.1, factor: 0.9}", 35, 0.729)]
    [InlineData("{kind: constant, warm_up: 0.1}", 0, 0.1)]
    [InlineData("{kind: constant, warm_up: 0.1}", 4, 0.5)]
    [InlineData("{kind: constant, warm_up: 0.1}", 9, 1)]
    [InlineData("{kind: cosine, warm_up: 0.5}", 24, 0.5)]
    [InlineData("{kind: cosine, warm_up: 0.5}", 75, 0.5)]
    public void Learning_rates_rise_and_fall_as_written(string schedule, long step, double factor)
    {
        var spec = TinyRun.Spec($"training.optimizer.schedule={schedule}").Spec;
        Assert.Equal(factor, Schedules.LearningRate(spec.Training.Optimizer.Schedule, step, 100), 1e-11);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(49, 0)]
    [InlineData(50, 0.02)]
    [InlineData(54, 0.1)]
    [InlineData(59, 0.2)]
    [InlineData(60, 0.2)]
    [InlineData(99, 0.2)]
    public void The_adversarial_weight_sets_in_and_rises_linearly(long step, double weight) =>
        Assert.Equal(weight, Schedules.Adversarial(new AdversarialSpec { Kind = AdversarialKind.Hinge, Weight = 0.2 }, step, 100), 1e-12);

    [Fact]
    public void The_adversarial_weight_is_full_from_its_start_without_a_warm_up_and_none_without_the_term()
    {
        var sudden = new AdversarialSpec { Kind = AdversarialKind.Hinge, Weight = 0.2, Start = 0, WarmUp = 0 };
        Assert.Equal(0.2, Schedules.Adversarial(sudden, 0, 100));
        Assert.Equal(0, Schedules.Adversarial(sudden with { Kind = AdversarialKind.None }, 99, 100));
        Assert.Equal(0, Schedules.Adversarial(sudden with { Start = 1 }, 99, 100));
    }

    [Theory]
    [InlineData(0.999, 1, 2.0 / 11)]
    [InlineData(0.999, 80, 0.9)]
    [InlineData(0.999, 1_000_000, 0.999)]
    [InlineData(0.5, 20, 0.5)]
    public void The_average_forgets_its_first_steps_sooner(double decay, long step, double expected) =>
        Assert.Equal(expected, Schedules.Ema(decay, step), 1e-12);
}
