using InpaintLab.Torch;
using InpaintLab.Training.Loop;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>A step asks the device for no value: on a GPU each such question waits for all that was asked of it before.</summary>
public sealed class HostSynchronisationTests
{
    private static readonly string[] Waiting = ["aten::item", "aten::_local_scalar_dense", "aten::is_nonzero", "aten::nonzero", "aten::masked_select", "aten::equal"];

    [Theory]
    [InlineData("training.clip=1")]
    [InlineData("training.clip=0", "objective.adversarial={kind: hinge, start: 0, warm_up: 0}")]
    [InlineData("training.clip=1", "objective.adversarial={kind: wgan-gp-eps, start: 0, warm_up: 0, n_critic: 2, diff_augment: [colour, translation, cutout]}")]
    [InlineData("training.clip_value=0.1", "training.accumulate=2")]
    public void No_step_waits_for_a_value(params string[] settings)
    {
        using var training = new TrainingStep(TinyRun.Experiment(settings), initialise: false, onEvent: null);
        training.Start(0);
        training.Run(0);
        using var profile = OperatorProfile.Begin();
        training.Run(1);
        Assert.Empty(profile.End().Select(o => o.Name).Intersect(Waiting));

        // What would be seen: reading the losses, as a log line does.
        using var logging = OperatorProfile.Begin();
        training.Window.Means();
        Assert.NotEmpty(logging.End().Select(o => o.Name).Intersect(Waiting));
    }
}
