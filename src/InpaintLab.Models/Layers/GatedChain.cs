using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Layers;

/// <summary>
/// Layers one after another under the keys <c>conv1</c>, <c>conv2</c>, ... with, somewhere between them, an optional <c>attention</c>.
/// Input: features N x C x H x W and the mask N x 1 x H' x W' (1 = hole) for the attention.
/// </summary>
internal sealed class GatedChain : Module<Tensor, Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor>[] _layers;
    private readonly int _attentionAfter;
    private readonly Module? attention;

    /// <summary>A chain of <paramref name="layers"/>.</summary>
    /// <param name="layers">In order; the chain owns them.</param>
    /// <param name="attention">See <see cref="Attention"/>; null for none.</param>
    /// <param name="attentionAfter">The number of layers before it.</param>
    public GatedChain(Module<Tensor, Tensor>[] layers, Module? attention = null, int attentionAfter = 0)
        : base(nameof(GatedChain))
    {
        (_layers, _attentionAfter, this.attention) = (layers, attentionAfter, attention);
        for (var i = 0; i < layers.Length; i++)
        {
            register_module($"conv{i + 1}", layers[i]);
            if (attention is not null && i + 1 == attentionAfter)
                register_module(nameof(attention), attention);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor mask)
    {
        var x = input;
        for (var i = 0; i < _layers.Length; i++)
        {
            x = Replace(x, _layers[i] is GatedConv2d gated ? Blocks.Run(gated, x) : _layers[i].call(x), input);
            if (attention is not null && i + 1 == _attentionAfter)
                x = Replace(x, Attention.Apply(attention, x, mask), input);
        }

        return x;
    }

    // Without a graph that still needs it, a layer's input is freed as soon as its output exists: large images stay affordable.
    private static Tensor Replace(Tensor old, Tensor next, Tensor input)
    {
        if (!ReferenceEquals(old, input))
            old.Dispose();
        return next;
    }
}
