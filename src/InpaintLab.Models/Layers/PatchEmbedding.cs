using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Layers;

/// <summary>
/// Patches of pixels as tokens (arXiv:2010.11929, equation 1): each patch's C P² values, channel-major, through one linear layer. N x C x H
/// x W to N x (H/P)(W/P) x width, row by row. State dict: <c>proj</c>.
/// </summary>
public sealed class PatchEmbedding : Module<Tensor, Tensor>
{
    private readonly long _patch;
    private readonly Linear proj;

    /// <summary>Patches of <paramref name="patch"/> px.</summary>
    public PatchEmbedding(long channels, long patch, long width)
        : base(nameof(PatchEmbedding))
    {
        _patch = patch;
        proj = Linear(channels * patch * patch, width);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(proj.call(TokenGrid.ToTokens(functional.pixel_unshuffle(input, _patch))));
    }
}

/// <summary>
/// The way back: each token through one linear layer to 3 P² values, channel-major. N x T x width to N x 3 x H x W, without an output
/// activation. State dict: <c>proj</c>.
/// </summary>
public sealed class PatchOutput : Module<Tensor, Tensor>
{
    private readonly long _patch;
    private readonly Linear proj;

    /// <summary>Patches of <paramref name="patch"/> px.</summary>
    public PatchOutput(long width, long patch)
        : base(nameof(PatchOutput))
    {
        _patch = patch;
        proj = Linear(width, 3 * patch * patch);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(functional.pixel_shuffle(TokenGrid.ToMap(proj.call(input)), _patch));
    }
}
