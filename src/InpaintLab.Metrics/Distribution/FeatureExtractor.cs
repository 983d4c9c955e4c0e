using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Metrics.Networks;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Metrics.Distribution;

/// <summary>Turns images into features with Inception v3. Holds the network until disposed.</summary>
public sealed class FeatureExtractor : IDisposable
{
    /// <summary>What is done to an image before the network, in words.</summary>
    public const string Input = "[0,1], bilinear to 299 x 299 (align_corners false, no antialias), 2x-1";

    private const int Side = 299;

    private readonly InceptionV3 _network;
    private readonly Device _device;

    private FeatureExtractor(InceptionV3 network, Device device, FeatureProvenance provenance) =>
        (_network, _device, Provenance) = (network, device, provenance);

    // At 299 x 299 each image takes some 30 MB of maps, whatever the caller's batch. A GPU needs many to be busy.
    private int AtOnce => _device.type == DeviceType.CUDA ? 64 : 8;

    /// <summary>Network, weights, layer and resize.</summary>
    public FeatureProvenance Provenance { get; }

    /// <summary>Numbers in a feature.</summary>
    public int Dimensions => Provenance.Layer;

    /// <summary>Loads a network with weights of the store.</summary>
    /// <param name="source">Which.</param>
    /// <param name="store">Where its weights are.</param>
    /// <param name="device">Where the network is to live.</param>
    /// <exception cref="UserErrorException">The weights are absent, damaged, or not those of the network.</exception>
    public static FeatureExtractor Load(FeatureSource source, WeightsStore store, Device device) =>
        FromFile(source, store.Require(source.Weights), device);

    /// <summary>Loads a network with weights of a file.</summary>
    /// <param name="source">Which; its name goes into the provenance.</param>
    /// <param name="path">The file.</param>
    /// <param name="device">Where the network is to live.</param>
    /// <exception cref="UserErrorException">The file is not the network's: the tensor is named.</exception>
    public static FeatureExtractor FromFile(FeatureSource source, string path, Device device)
    {
        var network = new InceptionV3(source.Layer);
        try
        {
            NetworkWeights.Load(network, path);
            network.to(device);
            var provenance = new FeatureProvenance(nameof(InceptionV3), source.Weights, WeightsStore.HashOf(path), source.Layer, Input);
            return new FeatureExtractor(network, device, provenance);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    /// <summary>The features of images.</summary>
    /// <param name="images">N x 3 x H x W in [0,1], of any size.</param>
    /// <returns>N x <see cref="Dimensions"/>, float32 on the CPU, of the caller's dispose scope.</returns>
    public Tensor Extract(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var parts = new List<Tensor>();
        for (long start = 0; start < images.shape[0]; start += AtOnce)
        {
            using var part = NewDisposeScope();
            var some = images.narrow(0, start, Math.Min(AtOnce, images.shape[0] - start)).to(ScalarType.Float32, _device);
            parts.Add(part.MoveToOuter(_network.call(Prepare(some)).cpu()));
        }

        return scope.MoveToOuter(cat(parts));
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    /// <summary>N x 3 x H x W in [0,1] to N x 3 x 299 x 299 in [-1,1].</summary>
    public static Tensor Prepare(Tensor images)
    {
        var resized = functional.interpolate(images, size: [Side, Side], mode: InterpolationMode.Bilinear, align_corners: false);
        return (resized * 2) - 1;
    }
}
