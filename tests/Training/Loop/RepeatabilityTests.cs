
namespace InpaintLab.Tests.Training.Loop;

public sealed class RepeatabilityTests
{
    private static readonly string[] Adversarial =
        ["resolution=64", "training.steps=6", "objective.adversarial.kind=hinge", "objective.adversarial.start=0.3"];

    [Theory]
    [InlineData]
    [InlineData("objective.adversarial.kind=hinge", "model.variant=self-attention", "resolution=64", "training.steps=6")]
    public void Two_runs_of_one_spec_are_the_same_bit_for_bit(params string[] overrides) =>
        Assert.Equal(ContentOf(overrides), ContentOf(overrides));

    [Fact]
    public void The_number_of_workers_changes_nothing() =>
        Assert.Equal(
            ContentOf([.. Adversarial, "training.workers=0"]),
            ContentOf([.. Adversarial, "training.workers=2"]));

    [Fact]
    public void Logging_evaluating_and_checkpointing_more_often_changes_no_weight() =>
        Assert.Equal(
            ContentOf("training.log_every=12", "evaluation.every=0").Where(IsWeight),
            ContentOf("training.log_every=1", "evaluation.every=1", "training.checkpoint_every=1").Where(IsWeight));

    [Fact]
    public void Another_seed_gives_other_weights_and_losses_on_the_same_evaluation_pairs()
    {
        var one = ContentOf("seed=1");
        var two = ContentOf("seed=2");
        Assert.All(one.Where(IsWeight), line => Assert.DoesNotContain(line, two));
        Assert.All(one.Where(line => line.StartsWith("series loss/", StringComparison.Ordinal)), line => Assert.DoesNotContain(line, two));
        Assert.Equal(Pairs(one), Pairs(two));
    }

    private static bool IsWeight(string line) =>
        line.StartsWith("last.safetensors generator.", StringComparison.Ordinal) && line.Contains("weight", StringComparison.Ordinal);

    // Rows without their value: mask set, step, image, mask, hole ratio, metric.
    private static IEnumerable<string> Pairs(IEnumerable<string> content) =>
        content.Where(line => line.StartsWith("row ", StringComparison.Ordinal)).Select(line => line[..line.LastIndexOf(' ')]);

    private static IReadOnlyList<string> ContentOf(params string[] overrides)
    {
        using var folder = new TemporaryFolder();
        return RunContent.Of(TinyRun.Start(TinyRun.Spec(overrides), folder).Run);
    }
}
