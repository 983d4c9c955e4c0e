using System.Globalization;
using InpaintLab.Models.Families;
using InpaintLab.Tests.Models;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Objectives;

/// <summary>
/// One whole step, discriminator then generator, of every adversarial kind against the independent version in Python
/// (tests/Parity/adversarial.py): every term, and what the step changes in every weight of both networks.
/// </summary>
public sealed class AdversarialUpdateParityTests
{
    [Theory]
    [InlineData("hinge", "{kind: hinge")]
    [InlineData("ns", "{kind: ns, r1: 0.5")]
    [InlineData("wgan_gp", "{kind: wgan-gp")]
    [InlineData("wgan_gp_eps", "{kind: wgan-gp-eps, gp: {weight: 4, masked: false}")]
    public void A_step_is_that_of_the_independent_version(string name, string adversarial)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("adversarial_update");
        string Fact(string key) => golden.Number(key).ToString(CultureInfo.InvariantCulture);
        var spec = TinyRun.Spec(
            $"objective.adversarial={adversarial}, weight: {Fact("adversarial_weight")}, start: 0, warm_up: 0}}",
            $"objective.l1={{hole: {Fact("hole")}, known: {Fact("known")}, coarse: {Fact("coarse_weight")}, refined: {Fact("refined_weight")}}}",
            $"training.optimizer={{kind: sgd, learning_rate: {Fact("generator_rate")}, discriminator_learning_rate: {Fact("discriminator_rate")}}}",
            "training.clip=0").Spec;
        var family = new GatedConv(new GatedConvOptions { Variant = GatedConvVariant.Unet, Width = 2, DiscriminatorWidth = 2 });
        using var generator = golden.Into(family.CreateGenerator(64), "generator.");
        using var discriminator = golden.Into(family.CreateDiscriminator(64), "discriminator.");
        using var objective = new InpaintingObjective(spec, 12, generator, discriminator);
        using var window = new LossWindow();
        var before = Weights();

        manual_seed((long)golden.Number("alpha_seed")); // the interpolation's alpha is all that a step draws
        objective.Step(0, golden.Input("image"), golden.Input("mask"), window);

        var means = window.Means().ToDictionary();
        golden.CheckAll($"{name}.term.", key => tensor(means[key]));
        var after = Weights();
        golden.CheckAll($"{name}.change.", key => after[key] - before[key]);
        Assert.Equal(before.Keys.Order(), golden.Keys($"{name}.change."));

        Dictionary<string, Tensor> Weights() => generator.state_dict().Select(s => ($"generator.{s.Key}", s.Value.clone()))
            .Concat(discriminator.state_dict().Select(s => ($"discriminator.{s.Key}", s.Value.clone())))
            .ToDictionary();
    }
}
