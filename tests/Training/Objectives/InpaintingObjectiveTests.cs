using InpaintLab.Models;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Objectives;

public sealed class InpaintingObjectiveTests
{
    [Fact]
    public void A_step_makes_Adam_s_first_update_by_hand()
    {
        using var scope = NewDisposeScope();
        var spec = TinyRun.Spec("training.optimizer.learning_rate=0.25", "training.clip=0", "objective.l1={hole: 2, known: 0}").Spec;
        using var generator = new OneColour(0, 0, 0);
        using var objective = new InpaintingObjective(spec, 12, generator, null);
        using var window = new LossWindow();
        var mask = zeros([1, 1, 4, 4]);
        mask.narrow(2, 0, 2).fill_(1);
        objective.Step(0, full([1, 3, 4, 4], 0.5), mask, window);

        // |0 - 0.5| in the hole, weighted by 2; the first step of Adam is the learning rate against the gradient's sign.
        var losses = window.Means().Where(m => m.Key.StartsWith("loss/", StringComparison.Ordinal));
        Assert.Equal([("loss/generator", 1.0), ("loss/l1", 1), ("loss/l1_hole", 0.5), ("loss/l1_known", 0)], losses);

        // Each colour's gradient is 2 / 3; without clipping the norm is logged all the same.
        Assert.Equal(Math.Sqrt(3) * 2 / 3, window.Means().ToDictionary()["health/generator_gradient_norm"], 1e-6);
        Assert.All(generator.Colour.data<float>().ToArray(), value => Assert.Equal(0.25f, value, 1e-6f));
    }

    [Fact]
    public void The_learning_rate_follows_the_schedule()
    {
        using var scope = NewDisposeScope();
        var spec = TinyRun.Spec("training.optimizer={learning_rate: 0.25, schedule: cosine}", "training.clip=0").Spec;
        using var generator = new OneColour(0, 0, 0);
        using var objective = new InpaintingObjective(spec, 12, generator, null);
        using var window = new LossWindow();
        objective.Step(8, full([1, 3, 4, 4], 0.9), ones([1, 1, 4, 4]), window); // 0.5 (1 + cos(120 degrees))
        Assert.All(generator.Colour.data<float>().ToArray(), value => Assert.Equal(0.0625f, value, 1e-6f));
    }

    [Theory]
    [InlineData("training.clip=0", 2.0 / 3)]
    [InlineData("training.clip=0.5", 0.28867513)]
    [InlineData("training.clip_value=0.01", 0.01)]
    [InlineData("training.clip_value=100", 2.0 / 3)]
    [InlineData("training.optimizer.weight_decay=0.25", 0.91666667)]
    public void A_gradient_is_clipped_by_value_and_by_norm(string setting, double expected)
    {
        using var scope = NewDisposeScope();
        string[] overrides = ["training.optimizer={kind: sgd, learning_rate: 1}", "training.clip=0", "objective.l1={hole: 2, known: 0}", setting];
        using var generator = new OneColour(-1, -1, -1);
        using var objective = new InpaintingObjective(TinyRun.Spec(overrides).Spec, 12, generator, null);
        using var window = new LossWindow();
        objective.Step(0, full([1, 3, 4, 4], 0.5), ones([1, 1, 4, 4]), window);
        Assert.All(generator.Colour.data<float>().ToArray(), value => Assert.Equal(-1 + expected, value, 1e-6f));
    }

    [Fact]
    public void Saturation_is_the_share_of_predicted_values_at_the_ends_of_the_range_and_beyond()
    {
        using var scope = NewDisposeScope();
        using var generator = new OneColour(-0.995f, 1.5f, 0.2f);
        using var objective = new InpaintingObjective(TinyRun.Spec().Spec, 12, generator, null);
        using var window = new LossWindow();
        objective.Step(0, zeros([1, 3, 4, 4]), ones([1, 1, 4, 4]), window);
        var means = window.Means().ToDictionary();
        Assert.Equal((2 / 3.0, 1 / 3.0), (means["health/saturated"], means["health/out_of_range"]), (a, b) =>
            Math.Abs(a.Item1 - b.Item1) < 1e-6 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
    }

    [Fact]
    public void The_discriminator_is_trained_from_the_start_of_the_adversarial_term_and_not_before()
    {
        using var scope = NewDisposeScope();
        using var networks = new Networks("objective.adversarial={kind: hinge, start: 0.5, warm_up: 0}");
        using var window = new LossWindow();
        var before = networks.DiscriminatorWeights();
        networks.Step(5, window);
        Assert.Equal(before, networks.DiscriminatorWeights());
        Assert.DoesNotContain(window.Means(), m => m.Key.Contains("discriminator", StringComparison.Ordinal));

        window.Clear();
        networks.Step(6, window);
        Assert.NotEqual(before, networks.DiscriminatorWeights());
        var means = window.Means().ToDictionary();
        Assert.Equal(means["loss/l1"] + (0.01 * means["loss/generator_adversarial"]), means["loss/generator"], 1e-6);
        Assert.Equal(means["health/discriminator_real"] - means["health/discriminator_fake"], means["health/discriminator_margin"], 1e-6);
        Assert.All(new[] { "health/zero_hinge_real", "health/zero_hinge_fake" }, key => Assert.InRange(means[key], 0, 1));
        Assert.All(networks.Discriminator.parameters(), p => Assert.True(p.requires_grad));
    }

    /// <summary>Both networks of the tiny spec with a batch of theirs.</summary>
    private sealed class Networks : IDisposable
    {
        private const long TotalSteps = 12;

        private readonly InpaintingGenerator _generator;
        private readonly InpaintingObjective _objective;

        public Networks(params string[] overrides)
        {
            var experiment = TinyRun.Experiment(overrides);
            (_generator, Discriminator) = (experiment.CreateGenerator(), experiment.CreateDiscriminator());
            _objective = new InpaintingObjective(experiment.Spec, TotalSteps, _generator, Discriminator);
        }

        public InpaintingDiscriminator Discriminator { get; }

        public void Step(long step, LossWindow window) =>
            _objective.Step(step, linspace(-1, 1, 2 * 3 * 16 * 16, ScalarType.Float32).view(2, 3, 16, 16), ones([2, 1, 16, 16]), window);

        public float[] DiscriminatorWeights() => [.. Discriminator.parameters().SelectMany(p => p.data<float>().ToArray())];

        public void Dispose()
        {
            _objective.Dispose();
            Discriminator.Dispose();
            _generator.Dispose();
        }
    }
}
