using InpaintLab.Models.Layers;
using static TorchSharp.torch;

namespace InpaintLab.Models.Families;

/// <summary>
/// The source report's generator: two hourglasses of gated convolutions with leaky rectifiers and batch normalisation, the second with
/// self-attention at a quarter of the size. Its input shows the hole in white; both outputs are clamped to [-1,1].
/// </summary>
internal sealed class SelfAttentionGenerator : InpaintingGenerator
{
    private static readonly GatedStyle Style = new(GatedActivation.LeakyRelu, BatchNorm: true, StridedKernel: 4);

    private readonly GatedChain coarse;
    private readonly GatedChain refinement;

    public SelfAttentionGenerator(long width, AttentionKind attention, bool fuse)
        : base("self-attention", GatedConvStage.SizeMultiple(attention))
    {
        coarse = GatedConvStage.Hourglass(Style, 5, width);
        refinement = GatedConvStage.Hourglass(Style, 5, width, Attention.Create(attention, 4 * width, fuse));
        RegisterComponents();
    }

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var whole = ones_like(mask);
        var first = coarse.call(cat([masked + mask, mask, whole], dim: 1), mask).clamp(-1, 1);
        var second = refinement.call(cat([Composite.Of(first, masked, mask), mask, whole], dim: 1), mask).clamp(-1, 1);
        return new Prediction(first, second);
    }
}
