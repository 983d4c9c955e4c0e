using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Loop;
using InpaintLab.Training.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// A training step: what <see cref="Training.Loop.Trainer"/> does apart from reading data, that is the objective's update (forward, losses,
/// backward, clipping, Adam; with a discriminator its update, too, on one forward of the generator) and the moving average, on one batch in
/// memory.
/// </summary>
internal sealed class TrainStepWorkload : Workload
{
    private const string Mixed = "bf16";
    private const string Compiled = "compiled";
    private const string Adversarial = ", adversarial: {kind: hinge, start: 0, warm_up: 0}";

    // As the peer calls them.
    private static readonly Dictionary<string, (string Model, string Objective)> Recipes = new()
    {
        ["unet"] = ("family: gated-conv, variant: unet, width: 16", ""),
        ["self-attention"] = ("family: gated-conv, variant: self-attention, width: 16, discriminator_width: 32", Adversarial),
        ["transgan-small"] = ("family: transgan, variant: small", Adversarial),
        ["vit"] = ("family: vit", ""),
        ["deepfill-v2"] = ("family: gated-conv, variant: deepfill-v2, discriminator_width: 64", Adversarial),
    };

    private readonly InpaintingObjective _objective;
    private readonly WeightAverage _average;
    private readonly LossWindow _window = new();
    private readonly Tensor _image;
    private readonly Tensor _mask;
    private readonly CapturedSteps? _captured;
    private readonly int _accumulate;
    private long _step;

    private TrainStepWorkload(
        string network, int side, int count, int rounds, string peer = "", bool isInformation = false, string training = "")
        : base(
            $"{network}-{side}, batch {count}{(peer.Length > 0 ? $", {peer}{(peer == Mixed ? "" : " peer")}" : "")}",
            $"{network}-{side}-{count}{(peer.Length > 0 ? $"-{peer}" : "")}",
            TimeUnit.Milliseconds,
            iterations: 1,
            rounds,
            isInformation)
    {
        IsCompiled = peer == Compiled;
        var (model, objective) = Recipes[network];
        var settings = peer == Mixed ? "precision: bf16" : training;
        var yaml = $$"""
            name: bench
            resolution: {{side}}
            dataset: {kind: dead-leaves}
            mask: {kind: box}
            model: { {{model}} }
            objective: {l1: {hole: 1, known: 0.2}{{objective}} }
            training: {batch: {{count}}, ema: 0.999, clip: 1, optimizer: {learning_rate: 1.0e-3, beta1: 0.5, beta2: 0.999}{{(settings.Length > 0 ? $", {settings}" : "")}} }
            """;
        var spec = SpecLoader.LoadText(yaml, "bench", [], Components.Registry);
        var family = spec.Model.Create<IModelFamily>();
        var (generator, average) = (family.CreateGenerator(spec.Resolution), family.CreateGenerator(spec.Resolution));
        var discriminator = spec.Objective.Adversarial.Kind == AdversarialKind.None ? null : family.CreateDiscriminator(spec.Resolution);
        ComputeMode.Configure(generator, spec.Training);
        if (discriminator is not null)
            ComputeMode.Configure(discriminator, spec.Training);
        foreach (var part in new nn.Module?[] { generator, average, discriminator }.OfType<nn.Module>())
        {
            part.to(BenchTarget.Device);
            part.ToMemoryFormat(MemoryFormat.ChannelsLast);
        }

        _objective = new InpaintingObjective(spec, long.MaxValue, generator, discriminator);
        if (BenchTarget.CapturesGraphs)
            _captured = new CapturedSteps(_objective, () => new CudaGraph(BenchTarget.Device));
        _average = new WeightAverage(generator, average, spec.Training.Ema);

        // Forward, and backward to weights and inputs; a discriminator does so for real and fake, and once more to its inputs alone.
        var generated = 3 * NetworkCost.Of(generator, spec.Resolution).MultiplyAdds;
        var judged = discriminator is null ? 0 : 8 * NetworkCost.Of(discriminator, spec.Resolution).MultiplyAdds;
        _accumulate = spec.Training.Accumulate;
        Flops = 2.0 * spec.Training.Batch * _accumulate * (generated + judged);

        using var scope = NewDisposeScope();
        var (size, batch) = (spec.Resolution, spec.Training.Batch);
        _image = rand([batch, 3, size, size], device: BenchTarget.Device).mul_(2).sub_(1)
            .ToMemoryFormat(MemoryFormat.ChannelsLast)
            .DetachFromDisposeScope();
        _mask = zeros([batch, 1, size, size], device: BenchTarget.Device)
            .ToMemoryFormat(MemoryFormat.ChannelsLast)
            .DetachFromDisposeScope();
        _mask.narrow(2, size / 4, size / 2).narrow(3, size / 4, size / 2).fill_(1);
    }

    /// <summary>Parameters of the generator and, where there is one, of the discriminator: as many as the peer's.</summary>
    public IReadOnlyList<long> ParameterCounts => [.. Networks.Select(n => n.Module.parameters().Sum(p => p.numel()))];

    /// <inheritdoc/>
    public override double? Flops { get; }

    /// <inheritdoc/>
    public override int? Images => (int)_image.shape[0] * _accumulate;

    /// <inheritdoc/>
    public override bool IsCompiled { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Prefix, nn.Module Module)> Networks =>
        _objective.Discriminator is { } judge
            ? [("generator", _objective.Generator), ("discriminator", judge)]
            : [("generator", _objective.Generator)];

    /// <summary>
    /// Every network at both sizes beside a peer that is written for speed; one also beside torch.compile, in bfloat16, and beside a peer
    /// as it is often written: two convolutions for a gated one, defaults elsewhere.
    /// </summary>
    public static IReadOnlyList<Func<Workload>> All =>
    [
        () => Of("unet", 64, 8),
        () => Of("unet", 128, 4),
        () => Of("self-attention", 64, 8),
        () => Of("self-attention", 128, 4),
        () => Of("transgan-small", 64, 8),
        () => Of("transgan-small", 128, 4),
        () => Of("vit", 64, 16),
        () => new TrainStepWorkload("unet", 64, 8, 20, Mixed),
        () => new TrainStepWorkload("unet", 64, 8, 20, Compiled),
        () => new TrainStepWorkload("self-attention", 64, 8, 20, Compiled),
        () => new TrainStepWorkload("transgan-small", 64, 8, 20, Compiled),
        UnetAgainstNaivePeer,
    ];

    /// <summary>What only a GPU does in reasonable time: the published network at its size, and what torch.compile makes of two.</summary>
    public static IReadOnlyList<Func<Workload>> OnGpu =>
    [
        () => Of("deepfill-v2", 256, 16),
        () => new TrainStepWorkload("deepfill-v2", 256, 16, 20, Mixed),
        () => new TrainStepWorkload("deepfill-v2", 256, 16, 20, Compiled),
        () => new TrainStepWorkload("transgan-small", 128, 4, 20, Compiled),
    ];

    /// <summary>The step of a network beside a peer that is written for speed.</summary>
    public static TrainStepWorkload Of(string network, int side, int batch) => new(network, side, batch, rounds: 20);

    /// <summary>The compact network beside a peer as it is often written.</summary>
    public static TrainStepWorkload UnetAgainstNaivePeer() => new("unet", 64, 8, 10, "naive", isInformation: true);

    /// <summary>The step of a network with further keys of a spec's <c>training</c>, to be compared with another one of ours.</summary>
    public static TrainStepWorkload With(string network, int side, int batch, string training) =>
        new(network, side, batch, rounds: 20, training: training);

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            if (_captured is null)
                _objective.Step(_step, _image, _mask, _window);
            else
                _captured.Run(_step, [(_image, _mask)], _window);
            _average.Update(++_step);
        }

        BenchTarget.Finish();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        var (generator, discriminator) = (_objective.Generator, _objective.Discriminator);
        _window.Dispose();
        _captured?.Dispose();
        _objective.Dispose();
        _average.Dispose();
        generator.Dispose();
        discriminator?.Dispose();
        _image.Dispose();
        _mask.Dispose();
    }
}
