using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Runs;
using InpaintLab.Tests.Contracts;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Experiments;

/// <summary>Mixed precision on the CPU: what it computes, what stays in single precision, and what has to be refused.</summary>
public sealed class ComputeModeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static IEnumerable<TheoryDataRow<string, string>> Families => FamilyCases.All;

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_family_predicts_in_bfloat16_what_it_predicts_in_single_precision(string family, string variant)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = FamilyCases.Create(family, variant, narrow: true).CreateGenerator(FamilyCases.Resolution);
        network.eval();
        Tensor image = (rand([2, 3, 64, 64]) * 2) - 1, mask = zeros([2, 1, 64, 64]);
        mask.narrow(2, 16, 24).narrow(3, 8, 32).fill_(1);
        var single = network.call(image, mask).Refined;
        var mixed = new ComputeMode(Precision.Bf16, DeviceType.CPU).Call(() => network.call(image, mask)).Refined;
        Assert.Equal(ScalarType.Float32, mixed.dtype);
        var difference = (single - mixed).abs().max().ToDouble();
        Assert.InRange(difference, 1e-9, 0.05 * (1 + single.abs().max().ToDouble()));
        Assert.Equal(ScalarType.Float32, network.call(image, mask).Refined.dtype);
    }

    [Theory]
    [InlineData("objective.adversarial={kind: hinge, start: 0, warm_up: 0}")]
    [InlineData("objective.adversarial={kind: wgan-gp-eps, start: 0, warm_up: 0, n_critic: 2}")]
    [InlineData("objective.adversarial={kind: ns, start: 0, warm_up: 0, r1: 2, diff_augment: [colour]}", "model.variant=deepfill-v2")]
    public void Losses_are_about_those_of_single_precision(params string[] overrides)
    {
        var (single, mixed) = (Losses([.. overrides]), Losses([.. overrides, "training.precision=bf16"]));
        Assert.Equal(single.Keys, mixed.Keys);
        foreach (var (key, value) in single)
            Assert.InRange(mixed[key], value - 0.03 - (0.05 * Math.Abs(value)), value + 0.03 + (0.05 * Math.Abs(value)));
        Assert.Contains(single, l => l.Value != mixed[l.Key]);
    }

    [Fact]
    public void A_run_in_bfloat16_learns_repeats_itself_and_keeps_its_weights_in_single_precision()
    {
        var spec = TinyRun.Spec("training.precision=bf16", "training.steps=40", "evaluation.every=0", "training.optimizer.learning_rate=0.002");
        double[] Series(string name)
        {
            var root = Path.Combine(_folder, name);
            var outcome = TinyRun.Start(spec, root);
            using var generator = TinyRun.Experiment().CreateGenerator();
            Assert.All(generator.parameters(), p => Assert.Equal(ScalarType.Float32, p.dtype));
            return [.. RunLog.Read(outcome.Run.LogPath).Series("loss/l1").Select(p => p.Value)];
        }

        var first = Series("first");
        Assert.True(first[^1] < first[0]);
        Assert.Equal(first, Series("second"));
    }

    [Fact]
    public void Tf32_is_refused_without_a_gpu()
    {
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Experiment("training.precision=tf32"));
        Assert.Contains("training.precision: tf32 expects a CUDA device, received device cpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_the_process_are_kept_by_libtorch()
    {
        var (products, convolutions, trials, deterministic) =
            (backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32, CudaSettings.TriesConvolutions, CudaSettings.Deterministic);
        try
        {
            foreach (var on in new[] { true, false })
            {
                backends.cuda.matmul.allow_tf32 = on;
                backends.cudnn.allow_tf32 = !on;
                CudaSettings.TriesConvolutions = on;
                CudaSettings.Deterministic = on;
                Assert.Equal((on, !on, on, on), (
                    backends.cuda.matmul.allow_tf32, backends.cudnn.allow_tf32, CudaSettings.TriesConvolutions, are_deterministic_algorithms_enabled()));
            }
        }
        finally
        {
            backends.cuda.matmul.allow_tf32 = products;
            backends.cudnn.allow_tf32 = convolutions;
            CudaSettings.TriesConvolutions = trials;
            CudaSettings.Deterministic = deterministic;
        }
    }

    private static Dictionary<string, double> Losses(params string[] overrides)
    {
        using var scope = NewDisposeScope();
        var experiment = TinyRun.Experiment(["resolution=32", "model.width=4", "model.discriminator_width=4", .. overrides]);
        using InpaintingGenerator generator = experiment.CreateGenerator();
        using InpaintingDiscriminator discriminator = experiment.CreateDiscriminator();
        using var objective = new InpaintingObjective(experiment.Spec, 12, generator, discriminator);
        using var window = new LossWindow();
        manual_seed(5);
        Tensor image = (rand([4, 3, 32, 32]) * 2) - 1, mask = zeros([4, 1, 32, 32]);
        mask.narrow(2, 8, 12).narrow(3, 4, 16).fill_(1);
        objective.Step(0, image, mask, window);
        return window.Means().ToDictionary(m => m.Key, m => m.Mean);
    }
}
