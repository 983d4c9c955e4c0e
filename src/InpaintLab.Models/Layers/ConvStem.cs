using System.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Layers;

/// <summary>
/// Patches as tokens by convolutions instead of one linear layer (the source report: 3 x 3 of stride 2, more stable): log2(P) of them, each
/// followed by GELU, doubling up to the width, then 1 x 1. N x C x H x W to N x (H/P)(W/P) x width. State dict: <c>conv1</c> ...,
/// <c>proj</c>.
/// </summary>
public sealed class ConvStem : Module<Tensor, Tensor>
{
    private readonly Conv2d[] _halvings;
    private readonly Conv2d proj;

    /// <summary>In place of a <see cref="PatchEmbedding"/> of the same size.</summary>
    /// <param name="channels">Of the image.</param>
    /// <param name="patch">Side of a token's patch, px; a power of 2.</param>
    /// <param name="width">Channels of a token; divisible by half the patch.</param>
    /// <exception cref="ArgumentException">Patch or width do not fit.</exception>
    public ConvStem(long channels, long patch, long width)
        : base(nameof(ConvStem))
    {
        if (patch < 2 || !BitOperations.IsPow2(patch) || width % (patch / 2) != 0)
        {
            throw new ArgumentException(
                $"expected a patch that is a power of 2 and a width divisible by half of it, received {patch} and {width}", nameof(patch));
        }

        var count = BitOperations.Log2((ulong)patch);
        _halvings = new Conv2d[count];
        for (var i = 0; i < count; i++)
        {
            var next = width >> (count - 1 - i);
            _halvings[i] = Conv2d(channels, next, 3, stride: 2, padding: 1);
            register_module($"conv{i + 1}", _halvings[i]);
            channels = next;
        }

        proj = Conv2d(width, width, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        foreach (var halving in _halvings)
            input = functional.gelu(halving.call(input));
        return scope.MoveToOuter(TokenGrid.ToTokens(proj.call(input)));
    }
}
