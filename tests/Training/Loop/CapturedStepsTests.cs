using InpaintLab.Core.Errors;
using InpaintLab.Tests.Torch.Extras;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Loop;

/// <summary>
/// Captured steps are the steps of the host, and nothing in them depends on the step but through tensors: the graph that stands in for a
/// GPU's compares every call of a replay with that of the capture.
/// </summary>
public sealed class CapturedStepsTests
{
    private const int Steps = 10;

    private const string Hinge = "objective.adversarial={kind: hinge, start: 0, warm_up: 0.5}";

    [Theory]
    [InlineData(1, "training.clip=1", "training.optimizer.schedule={kind: cosine, warm_up: 0.2}")]
    [InlineData(1, Hinge)]
    [InlineData(2, "objective.adversarial={kind: hinge, start: 0.5, warm_up: 0.3}", "training.optimizer.kind=adamw", "training.optimizer.weight_decay=0.01")]
    [InlineData(1, "objective.adversarial={kind: wgan-gp-eps, start: 0, warm_up: 0, n_critic: 2}", "training.clip_value=0.1")]
    [InlineData(1, "training.accumulate=2", Hinge)]
    [InlineData(1, "training.precision=bf16")]
    [InlineData(1, "training.precision=bf16", Hinge)]
    [InlineData(1, "model.variant=self-attention", "resolution=64", "training.batch=1", Hinge)]
    [InlineData(1, "model.variant=deepfill-v2", "resolution=32")]
    [InlineData(1, "model={family: transgan, widths: [64, 16, 4], depths: [1, 1, 1], heads: [2, 2, 1], window: 8, discriminator_width: 8}", "resolution=32", "training.init=default", Hinge)]
    [InlineData(1, "model={family: vit, width: 16, depth: 2, heads: 2}", "resolution=32", "training.init=default")]
    public void Captured_steps_are_those_of_the_host(int captures, params string[] settings)
    {
        using var scope = NewDisposeScope();
        var graphs = new List<RehearsedGraph>();
        using var host = new TrainingStep(TinyRun.Experiment(settings), initialise: true, onEvent: null);
        using var captured = new TrainingStep(TinyRun.Experiment(settings), initialise: true, onEvent: null, profile: null, Create);
        host.Start(0);
        captured.Start(0);
        for (var step = 0; step < Steps; step++)
        {
            Assert.Equal(host.Run(step), captured.Run(step));
            Assert.Equal(host.Window.Means().Select(m => m.Key), captured.Window.Means().Select(m => m.Key));
            Assert.All(host.Window.Means().Zip(captured.Window.Means()), m => Assert.Equal(m.First.Mean, m.Second.Mean, 1e-12 * Math.Abs(m.First.Mean)));
        }

        Assert.Equal(Networks(host), Networks(captured));
        Assert.Equal(State(host), State(captured));
        Assert.Equal(captures, captured.Captures);
        Assert.Equal(captures, graphs.Count(g => g.Replays > 0));
        Assert.Equal(Steps - (captures * CapturedSteps.WarmUps), graphs.Sum(g => g.Replays));
        Assert.All(graphs, g => Assert.Equal(CapturedSteps.WarmUps - 1, g.WarmUps));
        Assert.All(graphs.SkipLast(1), g => Assert.True(g.IsDisposed));

        RehearsedGraph Create()
        {
            graphs.Add(new RehearsedGraph());
            return graphs[^1];
        }
    }

    [Fact]
    public void Draws_of_the_host_would_be_noticed()
    {
        using var training = new TrainingStep(
            TinyRun.Experiment("objective.adversarial={kind: hinge, start: 0, warm_up: 0, diff_augment: [colour]}"), initialise: false, onEvent: null, profile: null, () => new RehearsedGraph());
        training.Start(0);
        var error = Assert.Throws<InvalidOperationException>(() =>
        {
            for (var step = 0; step < Steps; step++)
                training.Run(step);
        });
        Assert.Contains("a tensor on the default device", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_behind()
    {
        var before = LiveTensors.Settled();
        using (var training = new TrainingStep(TinyRun.Experiment(Hinge), initialise: false, onEvent: null, profile: null, () => new RehearsedGraph()))
        {
            training.Start(0);
            for (var step = 0; step < CapturedSteps.WarmUps + 1; step++)
                training.Run(step);
            var after = LiveTensors.Settled();
            for (var step = CapturedSteps.WarmUps + 1; step < Steps; step++)
                training.Run(step);
            Assert.Equal(after, LiveTensors.Settled());
        }

        Assert.Equal(before, LiveTensors.Settled());
    }

    [Fact]
    public void Without_a_gpu_they_are_refused_but_the_experiment_can_be_evaluated()
    {
        using var scope = NewDisposeScope();
        var experiment = TinyRun.Experiment(["training.cuda_graph=true"]);
        var error = Assert.Throws<UserErrorException>(() => GraphChoice.CheckDevice(experiment.Spec, experiment.Device));
        Assert.Contains("expected a CUDA device, received device cpu", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training.optimizer.kind", "training.optimizer.kind=sgd")]
    [InlineData("diff_augment", "objective.adversarial={kind: hinge, diff_augment: [colour]}")]
    [InlineData("activation_checkpointing", "training.activation_checkpointing=blocks")]
    public void What_cannot_be_captured_is_refused(string expected, params string[] settings)
    {
        var error = Assert.Throws<UserErrorException>(() => TinyRun.Experiment(["training.cuda_graph=true", .. settings]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, float[]> Networks(TrainingStep training)
    {
        var all = new Dictionary<string, float[]>();
        foreach (var (prefix, network) in new (string, nn.Module?)[] { ("generator.", training.Generator), ("discriminator.", training.Discriminator), ("average.", training.Average?.Generator) })
        {
            foreach (var (name, value) in network?.state_dict() ?? [])
                all.Add(prefix + name, value.to(ScalarType.Float32).contiguous().data<float>().ToArray());
        }

        return all;
    }

    private static Dictionary<string, double[]> State(TrainingStep training) =>
        training.Objective.OptimizerState().ToDictionary(s => s.Key, s => s.Value.to(ScalarType.Float64).contiguous().data<double>().ToArray());
}
