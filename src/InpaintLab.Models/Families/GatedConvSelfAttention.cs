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

    private readonly long _width;
    private readonly AttentionKind _attention;

    public SelfAttentionGenerator(long width, AttentionKind attention, bool fuse)
        : base("self-attention", GatedConvStage.SizeMultiple(attention))
    {
        (_width, _attention) = (width, attention);
        coarse = GatedConvStage.Hourglass(Style, 5, width);
        refinement = GatedConvStage.Hourglass(Style, 5, width, Attention.Create(attention, 4 * width, fuse));
        RegisterComponents();
    }

    public override long ForwardBytes(int height, int width) =>
        (base.ForwardBytes(height, width) * _width / 32) + Attention.ForwardBytes(_attention, height / 4, width / 4);

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var whole = ones_like(mask);
        var first = coarse.call(cat([masked + mask, mask, whole], dim: 1), mask).clamp(-1, 1);
        var second = refinement.call(cat([Composite.Of(first, masked, mask), mask, whole], dim: 1), mask).clamp(-1, 1);
        return new Prediction(first, second);
    }
}
