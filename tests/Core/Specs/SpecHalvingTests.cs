using InpaintLab.Core.Specs;

namespace InpaintLab.Tests.Core.Specs;

public sealed class SpecHalvingTests
{
    private const string Base = """
        training: {steps: 1000}
        evaluation:
          every: 50
          metrics: [psnr, l1]
          masks: [{name: box, kind: boxes}, {name: any, kind: free-form}]
        matrix: {model.width: [8, 16], resolution: [32, 64]}

        """;

    [Fact]
    public void The_rungs_lie_eta_times_apart_below_the_end_and_defaults_are_the_first_of_the_evaluation()
    {
        var halving = Read("halving: {min_steps: 100}")!;
        Assert.Equal(("psnr", true, "box", 3, 1000), (halving.Metric, halving.HigherIsBetter, halving.Mask, halving.Eta, halving.Steps));
        Assert.Equal([100, 300, 900], halving.Rungs);
        Assert.Equal([9, 3, 1, 1, 1], new[] { 27, 10, 3, 2, 1 }.Select(halving.Survivors));

        var other = Read("halving: {min_steps: 250, eta: 2, metric: l1, mask: any, within: [resolution]}")!;
        Assert.Equal(("l1", false, "any", 2), (other.Metric, other.HigherIsBetter, other.Mask, other.Eta));
        Assert.Equal([250, 500], other.Rungs);
        Assert.Equal(["resolution"], other.Within);
    }

    [Fact]
    public void It_is_no_part_of_what_a_run_is()
    {
        var with = Resolve(Base + "halving: {min_steps: 100}");
        Assert.Equal(Resolve(Base).Cells.Select(c => c.Resolved.Hash), with.Cells.Select(c => c.Resolved.Hash));
        Assert.Null(Resolve(Base + "halving: {min_steps: 100}", "halving=null").Halving);
    }

    [Theory]
    [InlineData("halving: 3", "halving: expected a mapping with min_steps, received the number 3")]
    [InlineData("halving: {}", "missing key 'halving.min_steps'")]
    [InlineData("halving: {min_step: 50}", "halving: unknown key 'min_step'. Did you mean 'min_steps'?")]
    [InlineData("halving: {min_steps: 1000}", "halving.min_steps: expected fewer than training.steps (1000), received 1000")]
    [InlineData("halving: {min_steps: 120}", "halving.min_steps: expected a multiple of evaluation.every (50), received 120")]
    [InlineData("halving: {min_steps: 100, eta: 1}", "halving.eta: expected an integer from 2 to 1000, received the number 1")]
    [InlineData("halving: {min_steps: 100, metric: psnrr}", "Did you mean 'psnr'?")]
    [InlineData("halving: {min_steps: 100, mask: bax}", "halving.mask: expected one that every experiment evaluates, and 'small-8-32' evaluates box, any; received 'bax'. Did you mean 'box'?")]
    [InlineData("halving: {min_steps: 100, within: [model.widht]}", "halving.within: unknown axis 'model.widht'. Did you mean 'model.width'?")]
    public void Nonsense_is_refused(string text, string message)
    {
        var error = Assert.Throws<SpecException>(() => Read(text));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.All(error.Errors, e => Assert.True(e is { Line: >= 1, Column: >= 1 }, e.ToString()));
    }

    [Theory]
    [InlineData("training={epochs: 3}", "halving: expected training.steps, received training.epochs in 'small-8-32'")]
    [InlineData("evaluation.every=0", "halving.min_steps: expected evaluations during training, but evaluation.every is 0")]
    [InlineData("matrix={training.steps: [500, 1000]}", "halving: expected one number of training.steps for all experiments, received 500, 1000")]
    [InlineData("matrix={evaluation: {a: {evaluation: {metrics: [l1]}}, b: {seed: 2}}}", "halving.metric: expected one for all experiments, whose first ones differ: l1, psnr")]
    [InlineData("matrix=null", "halving: expected several experiments to choose from (search, matrix), received one")]
    public void It_must_fit_all_experiments(string change, string message)
    {
        var error = Assert.Throws<SpecException>(() => Resolve(Base + "halving: {min_steps: 100}", change));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static Halving? Read(string text) => Resolve(Base + text).Halving;

    private static SpecExperiments Resolve(string text, params string[] overrides) =>
        SpecLoader.ResolveExperimentsText($"{FakeComponents.Minimal}\n{text}", "spec.yaml", new SpecRequest(null, overrides), FakeComponents.Registry);
}
