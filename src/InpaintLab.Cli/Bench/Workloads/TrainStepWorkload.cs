using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A training step, 64 px, batch 8: what <see cref="Training.Loop.Trainer"/> does apart from reading data, that is the objective's
/// update (forward, losses, backward, clipping, Adam) and the moving average, on one batch in memory.
/// </summary>
internal sealed class TrainStepWorkload : Workload
{
    private const string Common = """
        name: bench
        resolution: 64
        dataset: {kind: dead-leaves}
        mask: {kind: box}
        training: {batch: 8, ema: 0.999, clip: 1, optimizer: {learning_rate: 1.0e-3, beta1: 0.5, beta2: 0.999}}

        """;

    private const string UnetSpec = Common + """
        model: {family: gated-conv, variant: unet, width: 16}
        objective: {l1: {hole: 1, known: 0.2}}
        """;

    private const string SelfAttentionSpec = Common + """
        model: {family: gated-conv, variant: self-attention, width: 16, discriminator_width: 32}
        objective: {l1: {hole: 1, known: 0.2}, adversarial: {kind: hinge, start: 0, warm_up: 0}}
        """;

    private readonly InpaintingObjective _objective;
    private readonly WeightAverage _average;
    private readonly LossWindow _window = new();
    private readonly Tensor _image;
    private readonly Tensor _mask;
    private long _step;

    private TrainStepWorkload(string name, string peerName, string yaml, int rounds, bool isInformation = false)
        : base(name, peerName, TimeUnit.Milliseconds, iterations: 1, rounds, isInformation)
    {
        var spec = SpecLoader.LoadText(yaml, "bench", [], Components.Registry);
        var family = spec.Model.Create<IModelFamily>();
        var (generator, average) = (family.CreateGenerator(spec.Resolution), family.CreateGenerator(spec.Resolution));
        var discriminator = spec.Objective.Adversarial.Kind == AdversarialKind.None ? null : family.CreateDiscriminator(spec.Resolution);
        foreach (var network in new nn.Module?[] { generator, average, discriminator })
            network?.ToMemoryFormat(MemoryFormat.ChannelsLast);
        _objective = new InpaintingObjective(spec, long.MaxValue, generator, discriminator);
        _average = new WeightAverage(generator, average, spec.Training.Ema);

        using var scope = NewDisposeScope();
        var (size, batch) = (spec.Resolution, spec.Training.Batch);
        _image = rand([batch, 3, size, size]).mul_(2).sub_(1).ToMemoryFormat(MemoryFormat.ChannelsLast).DetachFromDisposeScope();
        _mask = zeros([batch, 1, size, size]).ToMemoryFormat(MemoryFormat.ChannelsLast).DetachFromDisposeScope();
        _mask.narrow(2, size / 4, size / 2).narrow(3, size / 4, size / 2).fill_(1);
    }

    /// <summary>Parameters of the generator and, where there is one, of the discriminator: as many as the peer's.</summary>
    public IReadOnlyList<long> ParameterCounts =>
        [.. new nn.Module?[] { _objective.Generator, _objective.Discriminator }.OfType<nn.Module>().Select(n => n.parameters().Sum(p => p.numel()))];

    /// <summary><c>variant: unet</c>, width 16, beside a peer that is written for speed.</summary>
    public static TrainStepWorkload Unet() => new("unet-64", "unet64", UnetSpec, rounds: 50);

    /// <summary>The same beside a peer as it is often written: two convolutions for a gated one, defaults elsewhere.</summary>
    public static TrainStepWorkload UnetAgainstNaivePeer() => new("unet-64, naive peer", "unet64-naive", UnetSpec, rounds: 20, isInformation: true);

    /// <summary><c>variant: self-attention</c>, width 16, with its discriminator, width 32: both updates on one forward of the generator.</summary>
    public static TrainStepWorkload SelfAttention() => new("self-attention-64", "self-attention64", SelfAttentionSpec, rounds: 20);

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            _objective.Step(_step, _image, _mask, _window);
            _average.Update(++_step);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        var (generator, discriminator) = (_objective.Generator, _objective.Discriminator);
        _window.Dispose();
        _objective.Dispose();
        _average.Dispose();
        generator.Dispose();
        discriminator?.Dispose();
        _image.Dispose();
        _mask.Dispose();
    }
}
