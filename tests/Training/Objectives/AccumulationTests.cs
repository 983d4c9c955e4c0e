using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Tests.Models;
using InpaintLab.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Objectives;

/// <summary>Batches whose gradients are added up are one larger batch; further updates of the discriminator have batches of their own.</summary>
public sealed class AccumulationTests
{
    [Theory]
    [InlineData("objective.adversarial.kind=none")]
    [InlineData("objective.adversarial={kind: hinge, start: 0, warm_up: 0}")]
    [InlineData("objective.adversarial={kind: ns, start: 0, warm_up: 0, r1: 2}", "training.clip=0.1")]
    [InlineData("objective.adversarial={kind: wgan-gp-eps, start: 0, warm_up: 0, n_critic: 2}", "training.clip_value=0.001")]
    [InlineData("objective.l1.area=image")]
    public void Two_halves_are_one_batch(params string[] overrides)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (image, mask) = (rand([8, 3, 32, 32], dtype: ScalarType.Float64) * 2 - 1, Holes());
        (Tensor, Tensor) Part(int from, int count) => (image.narrow(0, from, count), mask.narrow(0, from, count));
        var whole = Changes([.. overrides, "training.accumulate=1"], [Part(0, 4), Part(4, 4)]);
        var halves = Changes([.. overrides, "training.accumulate=2"], [Part(0, 2), Part(2, 2), Part(4, 2), Part(6, 2)]);
        Assert.NotEmpty(whole);
        foreach (var (key, change) in whole)
            Assertions.Close(change, halves[key], 1e-9, key);
    }

    [Fact]
    public void A_larger_batch_is_not_what_one_of_its_halves_gives()
    {
        using var scope = NewDisposeScope();
        var (image, mask) = (rand([4, 3, 32, 32], dtype: ScalarType.Float64), Holes().narrow(0, 0, 4));
        var whole = Changes([], [(image, mask)]);
        var half = Changes([], [(image.narrow(0, 0, 2), mask.narrow(0, 0, 2))]);
        Assert.Contains(whole, c => (c.Value - half[c.Key]).abs().max().ToDouble() > 1e-4 * c.Value.abs().max().ToDouble());
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(5, 2)]
    [InlineData(6, 6)]
    public void A_step_reads_as_many_batches_as_its_updates_take(long step, int expected)
    {
        using var scope = NewDisposeScope();
        using var networks = new Networks("objective.adversarial={kind: hinge, n_critic: 3}", "training.accumulate=2");
        using var window = new LossWindow();
        var read = 0;
        networks.Objective.Step(step, () => (zeros([1, 3, 16, 16]).add(++read), ones([1, 1, 16, 16])), window);
        Assert.Equal(expected, read);
    }

    [Fact]
    public void The_spectral_norm_makes_one_iteration_an_update_however_many_passes_it_has()
    {
        using var scope = NewDisposeScope();
        var states = new[] { "{kind: hinge", "{kind: wgan-gp, r1: 1", "{kind: hinge, diff_augment: [colour, translation, cutout]" }.Select(kind =>
        {
            using var networks = new Networks($"objective.adversarial={kind}, start: 0, warm_up: 0}}");
            using var window = new LossWindow();
            networks.Objective.Step(0, rand([2, 3, 16, 16]), ones([2, 1, 16, 16]), window);
            return networks.Discriminator.state_dict()["conv1.u"].clone();
        }).ToList();
        Assertions.Same(states[0], states[1], "u with penalties");
        Assertions.Same(states[0], states[2], "u with augmentation");

        using var expected = new Networks("objective.adversarial.kind=hinge");
        expected.Discriminator.UpdateSpectralNorm();
        Assertions.Same(expected.Discriminator.state_dict()["conv1.u"], states[0], "u after one iteration");
    }

    // Holes of different areas, so that a wrong normalisation shows.
    private static Tensor Holes()
    {
        var mask = zeros([8, 1, 32, 32], dtype: ScalarType.Float64);
        for (var i = 0; i < 8; i++)
            mask.narrow(0, i, 1).narrow(2, 4, 4 + (3 * i)).narrow(3, 2, 6 + (2 * i)).fill_(1);
        return mask;
    }

    private static Dictionary<string, Tensor> Changes(string[] overrides, IReadOnlyList<(Tensor, Tensor)> batches)
    {
        using var networks = new Networks(
            ["model.width=2", "training.optimizer={kind: sgd, learning_rate: 0.1, discriminator_learning_rate: 0.1}", "training.clip=0", .. overrides]);
        networks.Generator.to(ScalarType.Float64);
        networks.Discriminator.to(ScalarType.Float64);
        using var objective = new InpaintingObjective(networks.Spec, 12, networks.Generator, networks.TrainedDiscriminator);
        using var window = new LossWindow();
        var before = networks.Weights();
        var next = 0;
        manual_seed(5);
        objective.Step(0, () => batches[next++], window);
        var after = networks.Weights();
        return before.ToDictionary(b => b.Key, b => after[b.Key] - b.Value);
    }

    private sealed class Networks : IDisposable
    {
        public Networks(params string[] overrides)
        {
            var experiment = TinyRun.Experiment(overrides);
            (Spec, Generator, Discriminator) = (experiment.Spec, experiment.CreateGenerator(), experiment.CreateDiscriminator());
            Objective = new InpaintingObjective(Spec, 12, Generator, TrainedDiscriminator);
        }

        public ExperimentSpec Spec { get; }

        public InpaintingGenerator Generator { get; }

        public InpaintingDiscriminator Discriminator { get; }

        public InpaintingObjective Objective { get; }

        public InpaintingDiscriminator? TrainedDiscriminator => Spec.Objective.Adversarial.Kind == AdversarialKind.None ? null : Discriminator;

        public Dictionary<string, Tensor> Weights() => Generator.parameters().Concat(Discriminator.parameters())
            .Select((p, i) => ($"parameter {i}", p.detach().clone()))
            .ToDictionary();

        public void Dispose()
        {
            Objective.Dispose();
            Discriminator.Dispose();
            Generator.Dispose();
        }
    }
}
