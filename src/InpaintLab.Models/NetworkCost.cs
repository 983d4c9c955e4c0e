using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Models;

/// <summary>What a network costs, for tables.</summary>
/// <param name="Parameters">Numbers that are trained.</param>
/// <param name="MultiplyAdds">Of one forward of one image, counted while it runs: see <see cref="Torch.MultiplyAdds"/>.</param>
public sealed record NetworkCost(long Parameters, long MultiplyAdds)
{
    /// <summary>The cost of a generator; it is run once, in evaluation mode.</summary>
    /// <param name="generator">Its mode is left as it was.</param>
    /// <param name="side">Height and width of the image, px.</param>
    public static NetworkCost Of(InpaintingGenerator generator, int side) =>
        Measure(generator, side, (image, mask) => generator.call(image, mask));

    /// <summary>The cost of a discriminator. Spectral norms are not in it: they are computed once an update, not for each image.</summary>
    /// <param name="discriminator">Its mode is left as it was.</param>
    /// <param name="side">Height and width of the image, px.</param>
    public static NetworkCost Of(InpaintingDiscriminator discriminator, int side)
    {
        // Counted first: a frozen network asks for no gradient.
        var parameters = ParametersOf(discriminator);
        using var held = discriminator.Freeze();
        return Measure(discriminator, side, (image, mask) => discriminator.call(image, mask)) with { Parameters = parameters };
    }

    /// <summary>Numbers of a network that are trained.</summary>
    public static long ParametersOf(nn.Module network) => network.parameters().Where(p => p.requires_grad).Sum(p => p.numel());

    private static NetworkCost Measure(nn.Module network, int side, Action<Tensor, Tensor> forward)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var first = network.parameters().First();
        var image = zeros([1, 3, side, side], first.dtype, first.device).ToMemoryFormat(MemoryFormat.ChannelsLast);
        var mask = zeros([1, 1, side, side], first.dtype, first.device).ToMemoryFormat(MemoryFormat.ChannelsLast);
        var training = network.training;
        network.eval();
        try
        {
            using var counter = new MultiplyAdds();
            forward(image, mask);
            return new NetworkCost(ParametersOf(network), counter.Total);
        }
        finally
        {
            network.train(training);
        }
    }
}
