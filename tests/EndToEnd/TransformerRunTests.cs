namespace InpaintLab.Tests.EndToEnd;

/// <summary>The transformer families through the command line.</summary>
public sealed class TransformerRunTests : IDisposable
{
    private const string Spec =
        """
        name: tokens
        resolution: 32
        device: cpu
        dataset: {kind: dead-leaves, train: 8, val: 2, test: 2}
        mask: {kind: random-box}
        model: {family: transgan, size: 32, widths: [64, 16, 4], depths: [1, 1, 1], heads: [2, 2, 1], window: 8, discriminator_width: 8}
        objective: {adversarial: {kind: hinge, start: 0, warm_up: 0}}
        training: {steps: 3, batch: 2, workers: 1, log_every: 1}
        evaluation: {images: 2, batch: 2, grid: 2, masks: [{name: box, kind: random-box}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_transgan_trains_with_its_discriminator()
    {
        var run = ProgramRun.Of(_folder.Path, "run", _folder.Write("tokens.yaml", Spec));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("step 3/3 ", run.Error);
        Assert.Contains("test/box: means over 2 images", run.Lines);
    }

    [Theory]
    [InlineData("resolution=64", "resolution: the model 'transgan' takes 32 px only, received 64")]
    [InlineData("training.init=data-driven", "training.init: data-driven scales gated convolutions, and 'transgan' has none")]
    [InlineData("model.widths=[32, 8, 3]", "model.widths: expected three, each a quarter of the one before; received [32, 8, 3]")]
    [InlineData("model={family: vit, size: 32}", "objective.adversarial: the model 'vit' has no discriminator; use kind: none")]
    public void What_does_not_fit_together_is_the_user_s_to_put_right(string change, string expected)
    {
        var run = ProgramRun.Of(_folder.Path, "run", _folder.Write("tokens.yaml", Spec), "-s", change);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    [Fact]
    public void Options_that_do_not_fit_are_found_with_their_place_before_any_network_is_made()
    {
        var path = _folder.Write("tokens.yaml", Spec.Replace("window: 8", "window: 5"));
        var run = ProgramRun.WithoutTorch(_folder.Path, "validate", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{path}:6:", run.Output + run.Error);
        Assert.Contains("model.window: expected a divisor of the 8 x 8 grid", run.Output + run.Error);
    }
}
