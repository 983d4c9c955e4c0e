using InpaintLab.Torch;
using InpaintLab.Training.Loop;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>A step on a GPU is that of the CPU, and a captured one is that of the host; skipped where there is no GPU.</summary>
public sealed class GpuStepTests
{
    private const string Hinge = "objective.adversarial={kind: hinge, start: 0, warm_up: 0}";
    private const string Penalty = "objective.adversarial={kind: wgan-gp-eps, start: 0, warm_up: 0, n_critic: 2}";
    private const string Transgan = "model={family: transgan, widths: [64, 16, 4], depths: [1, 1, 1], heads: [2, 2, 1], window: 8, discriminator_width: 8}";

    public static TheoryData<string[]> Cases => new(
        [Hinge],
        [Penalty],
        ["model.variant=self-attention", "resolution=64", Hinge],
        ["model.variant=deepfill-v2", "resolution=64", Hinge],
        [Transgan, "resolution=32", "training.init=default", Hinge],
        ["model={family: vit, width: 16, depth: 2, heads: 2}", "resolution=32", "training.init=default"]);

    public static TheoryData<string[]> CapturedCases => [.. Cases, new TheoryDataRow<string[]>(["training.precision=bf16", Hinge])];

    // Plain gradient descent: Adam's first step is the gradient's sign, which rounding decides where it is nearly 0.
    [Theory]
    [MemberData(nameof(Cases))]
    public void A_step_on_a_gpu_is_that_of_the_cpu(string[] settings)
    {
        Require();
        using var scope = NewDisposeScope();
        string[] all = [.. settings, "training.optimizer={kind: sgd, learning_rate: 0.1, discriminator_learning_rate: 0.1}"];
        using var cpu = new TrainingStep(TinyRun.Experiment(all), initialise: false, onEvent: null);
        using var gpu = new TrainingStep(TinyRun.Experiment([.. all, "device=cuda"]), initialise: false, onEvent: null);
        var before = Weights(cpu);
        Assert.Equal(before, Weights(gpu));
        cpu.Start(0);
        gpu.Start(0);
        cpu.Run(0);
        gpu.Run(0);
        var (after, there) = (Weights(cpu), Weights(gpu));
        var change = before.Zip(after, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(change > 1e-6, "no weight has changed");
        for (var i = 0; i < after.Length; i++)
            Assert.Equal(after[i], there[i], (1e-3f * change) + 1e-6f);
        Assert.All(cpu.Window.Means().Zip(gpu.Window.Means()), m => Assert.Equal(m.First.Mean, m.Second.Mean, 1e-4 + (1e-3 * Math.Abs(m.First.Mean))));
    }

    [Theory]
    [MemberData(nameof(CapturedCases))]
    public void Captured_steps_are_those_of_the_host(string[] settings)
    {
        Require();
        Assert.SkipWhen(CudaGraph.Missing is not null, $"no CUDA graphs: {CudaGraph.Missing}");
        using var scope = NewDisposeScope();
        string[] all = [.. settings, "device=cuda", "deterministic=true"];
        using var host = new TrainingStep(TinyRun.Experiment(all), initialise: false, onEvent: null);
        using var captured = new TrainingStep(TinyRun.Experiment([.. all, "training.cuda_graph=true"]), initialise: false, onEvent: null);
        host.Start(0);
        captured.Start(0);
        for (var step = 0; step < 8; step++)
        {
            host.Run(step);
            captured.Run(step);
        }

        Assert.Equal(1, captured.Captures);
        Assert.All(host.Window.Means().Zip(captured.Window.Means()), m => Assert.Equal(m.First.Mean, m.Second.Mean, 1e-4 + (1e-3 * Math.Abs(m.First.Mean))));
    }

    private static void Require() => Assert.SkipWhen(LibTorch.CudaDeviceCount == 0, $"no GPU: libtorch {LibTorch.Version} sees none");

    private static float[] Weights(TrainingStep training) =>
        [.. training.Generator.parameters().Concat(training.Discriminator?.parameters() ?? []).SelectMany(p => p.cpu().contiguous().data<float>().ToArray())];
}
