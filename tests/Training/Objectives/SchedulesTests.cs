using InpaintLab.Core.Specs;
using InpaintLab.Training.Objectives;

namespace InpaintLab.Tests.Training.Objectives;

public sealed class SchedulesTests
{
    [Theory]
    [InlineData(LearningRateSchedule.Constant, 0, 1)]
    [InlineData(LearningRateSchedule.Constant, 99, 1)]
    [InlineData(LearningRateSchedule.Cosine, 0, 1)]
    [InlineData(LearningRateSchedule.Cosine, 25, 0.853553390593)]
    [InlineData(LearningRateSchedule.Cosine, 50, 0.5)]
    [InlineData(LearningRateSchedule.Cosine, 99, 0.000246719817)]
    public void Learning_rates_stay_or_fall_along_half_a_cosine(LearningRateSchedule schedule, long step, double factor) =>
        Assert.Equal(factor, Schedules.LearningRate(schedule, step, 100), 1e-11);

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
