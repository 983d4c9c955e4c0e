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
        model: {family: transgan, widths: [64, 16, 4], depths: [1, 1, 1], heads: [2, 2, 1], window: 8, discriminator_width: 8}
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
    [InlineData("resolution=48", "resolution: the model 'transgan' expects a multiple of 32 px, received 48")]
    [InlineData("training.init=data-driven", "training.init: data-driven scales gated convolutions, and 'transgan' has none")]
    [InlineData("model.widths=[32, 8, 3]", "model.widths: expected three, each a quarter of the one before; received [32, 8, 3]")]
    [InlineData("model={family: vit}", "objective.adversarial: the model 'vit' has no discriminator; use kind: none")]
    public void What_does_not_fit_together_is_the_user_s_to_put_right(string change, string expected)
    {
        var run = ProgramRun.Of(_folder.Path, "run", _folder.Write("tokens.yaml", Spec), "-s", change);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error);
    }

    [Theory]
    [InlineData("model: {family: transgan, widths: [64, 16, 4], heads: [2, 2, 1], window: 5}", "6:74: model.window: expected a divisor of the 8 x 8 grid")]
    [InlineData("model: {family: transgan, widths: [64, 16, 4], heads: [2, 2, 5]}", "6:1: model.heads: expected three that divide the widths 64, 16, 4")]
    [InlineData("model: {family: vit, patch: 6}", "6:29: model.patch: expected a divisor of the resolution, 32; received 6")]
    [InlineData("model: {family: vit, patch: 64}", "6:29: model.patch: expected a divisor of the resolution, 32; received 64")]
    [InlineData("model: {family: transgan}\nmatrix: {resolution: [64, 72]}", "7:27: resolution: the model 'transgan' expects a multiple of 32 px, received 72")]
    public void Options_that_do_not_fit_are_found_with_their_place_before_any_network_is_made(string model, string expected)
    {
        var line = Spec.Split('\n').Single(l => l.StartsWith("model:", StringComparison.Ordinal));
        var path = _folder.Write("tokens.yaml", Spec.Replace(line, model));
        var run = ProgramRun.WithoutTorch(_folder.Path, "validate", path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{path}:{expected}", run.Output + run.Error);
    }

    [Fact]
    public void A_matrix_over_the_resolution_changes_the_networks_alone()
    {
        var line = Spec.Split('\n').Single(l => l.StartsWith("model:", StringComparison.Ordinal));
        var spec = Spec.Replace(line, "model: {family: transgan}").Replace("resolution: 32\n", "matrix: {resolution: [32, 64, 256]}\n");
        var run = ProgramRun.WithoutTorch(_folder.Path, "validate", _folder.Write("tokens.yaml", spec));
        Assert.Contains("valid, 3 experiments", run.Output);
        Assert.Equal(0, run.ExitCode);
    }
}
