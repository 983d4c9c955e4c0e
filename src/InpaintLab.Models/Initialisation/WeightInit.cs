using InpaintLab.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models.Initialisation;

/// <summary>
/// Draws the weights of every convolution in a network from libtorch's default generator, and sets biases to 0. Normalisation layers and
/// attention's gamma keep their constants (1, 0 and 0).
/// </summary>
public static class WeightInit
{
    /// <summary>
    /// Uniform with variance 2 / (fan in + fan out) (Glorot and Bengio 2010): TensorFlow's default and so DeepFill v2's. A gated
    /// convolution counts all of its 2C filters.
    /// </summary>
    /// <returns><paramref name="network"/>.</returns>
    public static T GlorotUniform<T>(T network)
        where T : nn.Module => Draw(network, weight => nn.init.xavier_uniform_(weight));

    /// <summary>Normal with variance 2 / fan in (He et al. 2015, arXiv:1502.01852).</summary>
    /// <returns><paramref name="network"/>.</returns>
    public static T KaimingNormal<T>(T network)
        where T : nn.Module => Draw(network, weight => nn.init.kaiming_normal_(weight));

    /// <summary>
    /// For transformers: linear layers normal with standard deviation 0.02, convolutions Glorot uniform, biases 0. Tables of positions
    /// have drawn theirs already: see <see cref="Table"/>.
    /// </summary>
    /// <returns><paramref name="network"/>.</returns>
    public static T Transformer<T>(T network)
        where T : nn.Module
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var linear in network.modules().OfType<Linear>())
        {
            TruncatedNormal(linear.weight);
            linear.bias?.zero_();
        }

        return GlorotUniform(network);
    }

    /// <summary>A table of learned positions, tokens or biases, drawn as <see cref="Transformer"/>'s weights; the caller's.</summary>
    public static Tensor Table(params long[] shape) => TruncatedNormal(empty(shape));

    // Cut at five standard deviations. The usual -2 and 2 are absolute, so no cut at all here, and let the inverse distribution of -1,
    // which float32 does draw in tens of millions of weights, through as a weight of -2.
    private static Tensor TruncatedNormal(Tensor weight) => nn.init.trunc_normal_(weight, std: 0.02, a: -0.1, b: 0.1);

    private static T Draw<T>(T network, Action<Tensor> draw)
        where T : nn.Module
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var module in network.modules())
        {
            var (weight, bias) = module switch
            {
                Conv2d c => (c.weight, c.bias),
                SpectralNormConv2d c => (c.Weight, c.Bias),
                _ => (null, null),
            };
            if (weight is null)
                continue;
            draw(weight);
            bias?.zero_();
        }

        return network;
    }
}
