using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Metrics.Networks;
using InpaintLab.Metrics.Paired;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Metrics.Perceptual;

/// <summary>
/// A distance of two images by the maps of a network (Zhang et al. 2018, arXiv:1801.03924, equation 1): the squared difference of maps
/// whose channels have unit length at each pixel, weighed by channel, averaged over pixels and added up over layers. Computed in the
/// precision of the network, float32.
/// </summary>
public abstract class PerceptualMetric(PairedMetricOptions options, string backbone, string? heads) : PairedMetric(options), IWeightedMetric
{
    private const double Tiny = 1e-10;

    private FeaturePyramid? _network;
    private Tensor[]? _heads;

    /// <inheritdoc/>
    public IReadOnlyList<string> Weights { get; } = heads is null ? [backbone] : [backbone, heads];

    /// <inheritdoc/>
    public int MinimumSize => 32;

    /// <inheritdoc/>
    public void Load(WeightsStore store)
    {
        if (_network is null)
            Load(store.Require(backbone), heads is null ? null : store.Require(heads));
    }

    /// <summary>Reads the weights from files.</summary>
    internal void Load(string backbonePath, string? headsPath)
    {
        var network = CreateNetwork();
        NetworkWeights.Load(network, backbonePath);
        _heads = headsPath is null ? null : ReadHeads(headsPath);
        _network = network;
    }

    /// <inheritdoc/>
    protected sealed override Tensor PerImage(Tensor truth, Tensor result, Tensor mask)
    {
        if (_network is null)
            throw new InvalidOperationException("expected the weights to be loaded before the first value");
        if (truth.shape[2] < MinimumSize || truth.shape[3] < MinimumSize)
        {
            throw new UserErrorException(
                $"{_network.GetName()}: expected images of at least {MinimumSize} x {MinimumSize} px, received {truth.shape[2]} x "
                    + $"{truth.shape[3]}");
        }

        _network.to(truth.device);
        var (first, second) = (Maps(truth), Maps(result));
        var sum = zeros([truth.shape[0]], dtype: ScalarType.Float64, device: truth.device);
        for (var i = 0; i < first.Length; i++)
        {
            var difference = (Unit(first[i]) - Unit(second[i])).square();
            var weighed = _heads is null ? difference : difference * _heads[i].to(difference.dtype, difference.device);
            sum += weighed.sum(1).mean([1, 2]).to(ScalarType.Float64);
        }

        return sum;
    }

    /// <summary>The network with random weights.</summary>
    internal abstract FeaturePyramid CreateNetwork();

    /// <summary>From [0,1], RGB, to what the weights want.</summary>
    protected abstract Tensor Scale(Tensor images);

    /// <summary>One value for each channel, in their order, 1 x 3 x 1 x 1.</summary>
    protected static Tensor Channels(Tensor like, double first, double second, double third) =>
        tensor([first, second, third], [1, 3, 1, 1], dtype: like.dtype, device: like.device);

    private Tensor[] Maps(Tensor images) => _network!.call(Scale(images).to(_network.parameters().First().dtype));

    private static Tensor Unit(Tensor map) => map / (map.square().sum(1, keepdim: true).sqrt() + Tiny);

    private static Tensor[] ReadHeads(string path)
    {
        using var scope = NewDisposeScope();
        var read = NetworkWeights.Read(path, Enumerable.Range(0, 7).Select(i => $"lin{i}.model.1.weight"));
        if (read.Count == 0)
            throw new UserErrorException($"{path}: expected tensor 'lin0.model.1.weight', found none");
        return [.. read.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value.DetachFromDisposeScope())];
    }
}
