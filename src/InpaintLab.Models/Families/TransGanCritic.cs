using InpaintLab.Models.Initialisation;
using InpaintLab.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>The sizes of a <see cref="TransGanCritic"/>.</summary>
/// <param name="Channels">Of the input.</param>
/// <param name="Side">Of the input, px: a multiple of twice the patch.</param>
/// <param name="Patch">Side of the finer scale's patches, px; the coarser scale's is twice that.</param>
/// <param name="FineWidth">Channels of the finer scale's tokens.</param>
/// <param name="CoarseWidth">Channels that the coarser scale adds to them.</param>
internal sealed record TransGanCriticOptions(int Channels, int Side, int Patch, int FineWidth, int CoarseWidth)
{
    /// <summary>Blocks at either scale.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>Heads.</summary>
    public int Heads { get; init; } = 4;

    /// <summary>Normalisation.</summary>
    public TokenNormKind Norm { get; init; } = TokenNormKind.Ln;

    /// <summary>Whether blocks have a relative position bias and noise (the official CIFAR network's).</summary>
    public bool BiasAndNoise { get; init; }

    /// <summary>What is judged.</summary>
    public TransGanHead Head { get; init; } = TransGanHead.Class;
}

/// <summary>
/// TransGAN's two-scale discriminator (arXiv:2102.07074, appendix; official code): patches, blocks, 2 x 2 means, patches of twice the side
/// beside them, blocks, a class token in front, one more block, and a linear layer on that token. Image N x C x H x W to logits N x 1, or
/// N x T without class token. Keys are the official ones. Deviation: noise in training only.
/// </summary>
internal sealed class TransGanCritic : Module<Tensor, Tensor>
{
    private readonly Conv2d fRGB_1;
    private readonly Conv2d fRGB_2;
    private readonly Parameter? cls_token;
    private readonly Parameter pos_embed_1;
    private readonly Parameter pos_embed_2;
    private readonly ModuleList<TransformerBlock> blocks_1;
    private readonly ModuleList<TransformerBlock> blocks_2;
    private readonly ModuleList<TransformerBlock> last_block;
    private readonly TokenNorm norm;
    private readonly Linear head;

    public TransGanCritic(TransGanCriticOptions options)
        : base(nameof(TransGanCritic))
    {
        var (grid, patch) = (options.Side / options.Patch, options.Patch);
        var (fine, all) = (options.FineWidth, options.FineWidth + options.CoarseWidth);
        fRGB_1 = Conv2d(options.Channels, fine, patch, stride: patch);
        fRGB_2 = Conv2d(options.Channels, options.CoarseWidth, 2 * patch, stride: 2 * patch);
        cls_token = options.Head == TransGanHead.Class ? new Parameter(WeightInit.Table(1, 1, all)) : null;
        pos_embed_1 = new Parameter(WeightInit.Table(1, grid * grid, fine));
        pos_embed_2 = new Parameter(WeightInit.Table(1, grid * grid / 4, all));
        blocks_1 = TransformerBlock.Stack(options.Depth, Block(fine, grid));
        blocks_2 = TransformerBlock.Stack(options.Depth, Block(all, grid / 2));
        last_block = TransformerBlock.Stack(1, Block(all, 0));
        norm = new TokenNorm(all, options.Norm);
        head = Linear(all, 1);
        RegisterComponents();

        TransformerBlockOptions Block(int width, int side) => new(width, options.Heads, options.Norm)
        {
            Grid = side,
            RelativeBias = options.BiasAndNoise && side > 0,
            Noise = options.BiasAndNoise,
        };
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = Through(blocks_1, TokenGrid.ToTokens(fRGB_1.call(input)) + pos_embed_1);
        x = cat([TokenGrid.AveragePool(x), TokenGrid.ToTokens(fRGB_2.call(input))], dim: 2) + pos_embed_2;
        x = Through(blocks_2, x);
        if (cls_token is null)
            return scope.MoveToOuter(head.call(norm.call(Through(last_block, x))).squeeze(2));
        x = Through(last_block, cat([cls_token.expand(x.shape[0], -1, -1), x], dim: 1));
        return scope.MoveToOuter(head.call(norm.call(x.select(1, 0))));
    }

    private static Tensor Through(ModuleList<TransformerBlock> blocks, Tensor tokens)
    {
        foreach (var block in blocks)
            tokens = block.call(tokens);
        return tokens;
    }
}
