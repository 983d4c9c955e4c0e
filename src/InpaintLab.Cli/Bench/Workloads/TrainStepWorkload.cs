using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Objectives;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A training step of <c>variant: unet</c>, width 16, 64 px, batch 8: what <see cref="Training.Loop.Trainer"/> does apart from reading
/// data, that is the objective's update (forward, L1, backward, clipping, Adam) and the moving average, on one batch in memory.
/// </summary>
internal sealed class TrainStepWorkload : Workload
{
    private const string Spec = """
        name: bench
        resolution: 64
        dataset: {kind: dead-leaves}
        mask: {kind: box}
        model: {family: gated-conv, variant: unet, width: 16}
        objective: {l1: {hole: 1, known: 0.2}}
        training: {batch: 8, ema: 0.999, clip: 1, optimizer: {learning_rate: 1.0e-3, beta1: 0.5, beta2: 0.999}}
        """;

    private readonly InpaintingGenerator _generator;
    private readonly InpaintingObjective _objective;
    private readonly WeightAverage _average;
    private readonly LossWindow _window = new();
    private readonly Tensor _image;
    private readonly Tensor _mask;
    private long _step;

    /// <summary>The step, to be compared with the peer that is written for speed.</summary>
    public TrainStepWorkload()
        : this("unet-64", "unet64", rounds: 50, isInformation: false)
    {
    }

    private TrainStepWorkload(string name, string peerName, int rounds, bool isInformation)
        : base(name, peerName, TimeUnit.Milliseconds, iterations: 1, rounds, isInformation)
    {
        var spec = SpecLoader.LoadText(Spec, "bench", [], Components.Registry);
        var family = spec.Model.Create<IModelFamily>();
        _generator = family.CreateGenerator();
        _generator.ToMemoryFormat(MemoryFormat.ChannelsLast);
        var average = family.CreateGenerator();
        average.ToMemoryFormat(MemoryFormat.ChannelsLast);
        _objective = new InpaintingObjective(spec, long.MaxValue, _generator, discriminator: null);
        _average = new WeightAverage(_generator, average, spec.Training.Ema);

        using var scope = NewDisposeScope();
        var (size, batch) = (spec.Resolution, spec.Training.Batch);
        _image = rand([batch, 3, size, size]).mul_(2).sub_(1).ToMemoryFormat(MemoryFormat.ChannelsLast).DetachFromDisposeScope();
        _mask = zeros([batch, 1, size, size]).ToMemoryFormat(MemoryFormat.ChannelsLast).DetachFromDisposeScope();
        _mask.narrow(2, size / 4, size / 2).narrow(3, size / 4, size / 2).fill_(1);
    }

    /// <summary>The same step beside a peer as it is often written: two convolutions for a gated one, defaults elsewhere.</summary>
    public static TrainStepWorkload AgainstNaivePeer() => new("unet-64, naive peer", "unet64-naive", rounds: 20, isInformation: true);

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
        _window.Dispose();
        _objective.Dispose();
        _average.Dispose();
        _generator.Dispose();
        _image.Dispose();
        _mask.Dispose();
    }
}
