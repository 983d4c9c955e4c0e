using InpaintLab.Core.Errors;
using InpaintLab.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Models.Initialisation;

/// <summary>
/// Scales the gated convolutions of a network on one batch, layer by layer in the order of execution, so that signals keep their size:
/// after twenty half-open gates the usual initialisations leave outputs near 1e-6. In the spirit of Mishkin and Matas 2016
/// (arXiv:1511.06422); ours: the gate's bias becomes 1, the feature's 0, and the feature's weights are scaled until the layer's output,
/// before normalisation, has a root mean square of 1 on the batch. Gate weights, plain convolutions and attention keep their values.
/// </summary>
public static class DataDrivenInit
{
    private const double Tolerance = 0.01;
    private const int MostRounds = 10;

    /// <summary>Initialises <paramref name="generator"/> in place; running statistics of its normalisation layers start anew.</summary>
    /// <param name="generator">Its weights are already drawn.</param>
    /// <param name="image">N x 3 x H x W in [-1,1]: one training batch.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    /// <exception cref="UserErrorException">The network has no gated convolution.</exception>
    /// <exception cref="ArgumentException">The batch makes some layer's feature zero everywhere or not finite.</exception>
    public static void Apply(InpaintingGenerator generator, Tensor image, Tensor mask)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var layers = generator.named_modules().Where(m => m.module is GatedConv2d).ToArray();
        if (layers.Length == 0)
        {
            throw new UserErrorException(
                $"training.init: data-driven scales gated convolutions, and '{generator.GetName()}' has none; leave the key out");
        }

        var training = generator.training;
        try
        {
            foreach (var (name, module) in layers)
            {
                var layer = (GatedConv2d)module;
                layer.BeforeConvolution = input => Scale(name, layer, input);
            }

            generator.train();
            generator.call(image, mask);
        }
        finally
        {
            generator.train(training);
            foreach (var (_, module) in layers)
                ((GatedConv2d)module).BeforeConvolution = null;
        }

        foreach (var (_, module) in layers)
            ((GatedConv2d)module).Norm?.reset_running_stats();
    }

    private static void Scale(string name, GatedConv2d layer, Tensor input)
    {
        using var scope = NewDisposeScope();
        var conv = layer.Convolution;
        var channels = conv.out_channels / 2;
        var bias = conv.bias!;
        bias.narrow(0, 0, channels).zero_();
        bias.narrow(0, channels, channels).fill_(1);

        // With bias 0 the feature is linear in its weights: scaling it is as good as convolving again.
        var halves = conv.call(input).chunk(2, dim: 1);
        var scale = 1 / RootMeanSquare(halves[0], name);
        for (var round = 0; round < MostRounds; round++)
        {
            using var output = layer.Gate(cat([halves[0] * scale, halves[1]], dim: 1));
            var size = RootMeanSquare(output, name);
            if (Math.Abs(size - 1) <= Tolerance)
                break;
            scale /= size;
        }

        conv.weight.narrow(0, 0, channels).mul_(scale);
    }

    private static double RootMeanSquare(Tensor x, string layer)
    {
        var value = x.square().mean().sqrt().ToDouble();
        return double.IsFinite(value) && value > 0
            ? value
            : throw new ArgumentException(
                $"data-driven init: layer '{layer}' has a feature of root mean square {value} on this batch; expected a positive number");
    }
}
