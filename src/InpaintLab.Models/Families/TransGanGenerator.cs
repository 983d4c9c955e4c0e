using InpaintLab.Models.Initialisation;
using InpaintLab.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>
/// The generator of family <c>transgan</c>: tokens of the masked image and the mask, three stages of transformer blocks with PixelShuffle
/// between them, and one linear layer from the finest tokens to their pixels. No latent, no noise, no activation at the end, so that
/// predictions may leave [-1,1] a little (official code).
/// </summary>
internal sealed class TransGanGenerator : InpaintingGenerator
{
    private const int InputChannels = 4;
    private const int RefinementWidth = 24;

    private readonly TransGanPlan _plan;
    private readonly Module<Tensor, Tensor> stem;
    private readonly ModuleList<TransGanStage> stages;
    private readonly PatchOutput head;
    private readonly DeepfillV2Refinement? refinement;

    public TransGanGenerator(TransGanPlan plan)
        : base("transgan", plan.Size, plan.Size)
    {
        _plan = plan;
        var (options, first, last) = (plan.Options, plan.Stages[0], plan.Stages[^1]);
        stem = options.Stem == TransGanStem.Conv
            ? new ConvStem(InputChannels, plan.Patch, first.Width)
            : new PatchEmbedding(InputChannels, plan.Patch, first.Width);
        stages = ModuleList(plan.Stages.Select((blocks, i) => new TransGanStage(plan.Depth(i), blocks, Injection(i, blocks))).ToArray());
        head = new PatchOutput(last.Width, plan.Size / last.Grid);
        if (options.Refine == TransGanRefinement.Gated)
        {
            var attention = Attention.Create(AttentionKind.Contextual, 4 * RefinementWidth, fuse: true);
            refinement = new DeepfillV2Refinement(DeepfillV2Generator.Style(PaddingKind.Symmetric), RefinementWidth, attention);
        }

        RegisterComponents();

        PatchEmbedding? Injection(int stage, TransformerBlockOptions blocks) => stage > 0 && options.Inject == TransGanInjection.Patch
            ? new PatchEmbedding(InputChannels, plan.Size / blocks.Grid, blocks.Width)
            : null;
    }

    // Scores, their softmax and one copy of the largest stage.
    public override long ForwardBytes(int height, int width) => base.ForwardBytes(height, width) + _plan.Stages.Max(stage =>
        3 * sizeof(float) * stage.Heads * stage.Grid * stage.Grid * (stage.Window ?? stage.Grid) * (stage.Window ?? stage.Grid));

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var input = cat([masked, mask], dim: 1);
        var tokens = stem.call(input);
        for (var i = 0; i < stages.Count; i++)
            tokens = stages[i].call(i == 0 ? tokens : TokenGrid.PixelShuffle(tokens), input);
        var image = head.call(tokens);
        return refinement is null
            ? new Prediction(null, image)
            : new Prediction(image, refinement.call(Composite.Of(image, masked, mask), mask).tanh());
    }
}

/// <summary>Equal blocks on one grid: learned positions and, where there are any, patches of the input are added at the entrance.</summary>
internal sealed class TransGanStage : Module<Tensor, Tensor, Tensor>
{
    private readonly Parameter pos_embed;
    private readonly PatchEmbedding? inject;
    private readonly ModuleList<TransformerBlock> blocks;

    public TransGanStage(int depth, TransformerBlockOptions options, PatchEmbedding? injection)
        : base(nameof(TransGanStage))
    {
        pos_embed = new Parameter(WeightInit.Table(1, options.Grid * options.Grid, options.Width));
        inject = injection;
        blocks = TransformerBlock.Stack(depth, options);
        RegisterComponents();
    }

    /// <summary>Tokens N x T x C and the network's input N x 4 x H x W to tokens of the same shape.</summary>
    public override Tensor forward(Tensor tokens, Tensor input)
    {
        using var scope = NewDisposeScope();
        tokens += pos_embed;
        if (inject is not null)
            tokens += inject.call(input);
        foreach (var block in blocks)
            tokens = Blocks.Run(block, tokens);
        return scope.MoveToOuter(tokens);
    }
}
