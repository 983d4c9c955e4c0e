using InpaintLab.Core.Specs;
using InpaintLab.Models;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Inference;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Cli.Bench.Workloads;

/// <summary>
/// One forward of one image of 256 px with a square hole in the middle, as <c>inpaint</c> makes it: evaluation mode, inference mode,
/// channels last, the mask too. The weights are random; no operator's time depends on them.
/// </summary>
internal sealed class InferWorkload : Workload
{
    private const int Side = 256;
    private static readonly int[] Percents = [5, 20, 50];

    private static readonly (string Name, string Model)[] Choices =
    [
        ("unet", "{family: gated-conv, variant: unet}"),
        ("self-attention", "{family: gated-conv, variant: self-attention}"),
        ("deepfill-v2", "{family: gated-conv, variant: deepfill-v2}"),
        ("transgan-small", "{family: transgan, variant: small}"),
        ("vit", "{family: vit}"),
    ];

    private readonly InpaintingGenerator _generator;
    private readonly Tensor _image;
    private readonly Tensor _mask;
    private readonly CapturedForwards? _captured;

    private InferWorkload(string name, string model, int percent)
        : base($"{name}-{Side}, hole {percent} %", $"{name}-{percent}", TimeUnit.Milliseconds, iterations: 1, rounds: 20)
    {
        var yaml = $"{{name: bench, resolution: {Side}, dataset: {{kind: dead-leaves}}, mask: {{kind: box}}, model: {model}}}";
        var spec = SpecLoader.LoadText(yaml, "bench", [], Components.Registry);
        _generator = spec.Model.Create<IModelFamily>().CreateGenerator(Side);
        _generator.eval();
        _generator.to(BenchTarget.Device);
        _generator.ToMemoryFormat(MemoryFormat.ChannelsLast);
        using var scope = NewDisposeScope();
        Flops = 2.0 * NetworkCost.Of(_generator, Side).MultiplyAdds;
        var hole = (int)Math.Round(Side * Math.Sqrt(percent / 100.0));
        _image = rand([1, 3, Side, Side], device: BenchTarget.Device).mul_(2).sub_(1)
            .ToMemoryFormat(MemoryFormat.ChannelsLast)
            .DetachFromDisposeScope();
        _mask = zeros([1, 1, Side, Side], device: BenchTarget.Device).ToMemoryFormat(MemoryFormat.ChannelsLast).DetachFromDisposeScope();
        _mask.narrow(2, (Side - hole) / 2, hole).narrow(3, (Side - hole) / 2, hole).fill_(1);
        if (BenchTarget.CapturesGraphs)
        {
            _captured = new CapturedForwards(
                (image, hole) => _generator.call(image, hole).Refined, () => new CudaGraph(BenchTarget.Device));
        }
    }

    /// <summary>Every network with every size of hole.</summary>
    public static IReadOnlyList<Func<Workload>> All =>
    [
        .. from network in Choices
           from percent in Percents
           select (Func<Workload>)(() => new InferWorkload(network.Name, network.Model, percent)),
    ];

    /// <summary>Trained numbers of the network: as many as the peer's.</summary>
    public long Parameters => NetworkCost.ParametersOf(_generator);

    /// <inheritdoc/>
    public override double? Flops { get; }

    /// <inheritdoc/>
    public override IEnumerable<(string Prefix, nn.Module Module)> Networks => [("generator", _generator)];

    /// <inheritdoc/>
    public override void Run(int iterations)
    {
        using var inference = inference_mode();
        for (var i = 0; i < iterations; i++)
        {
            using var scope = NewDisposeScope();
            if (_captured is null)
                _generator.call(_image, _mask);
            else
                _captured.Run(_image, _mask);
        }

        BenchTarget.Finish();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _captured?.Dispose();
        _generator.Dispose();
        _image.Dispose();
        _mask.Dispose();
    }
}
