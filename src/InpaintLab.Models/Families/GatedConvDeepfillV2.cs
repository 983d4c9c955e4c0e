using InpaintLab.Models.Layers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Families;

/// <summary>
/// DeepFill v2's generator (arXiv:1806.03589; layer table of the official code). Deviation: symmetric padding of strided layers where
/// TensorFlow pads after only, so official weights do not fit. Both outputs pass tanh.
/// </summary>
internal sealed class DeepfillV2Generator : InpaintingGenerator
{
    private static readonly GatedStyle Style = new(GatedActivation.Elu, BatchNorm: false, StridedKernel: 3);

    private readonly GatedChain coarse;
    private readonly DeepfillV2Refinement refinement;

    public DeepfillV2Generator(long width, AttentionKind attention, bool fuse)
        : base("deepfill-v2", GatedConvStage.SizeMultiple(attention))
    {
        coarse = GatedConvStage.Hourglass(Style, 5, width);
        refinement = new DeepfillV2Refinement(Style, width, Attention.Create(attention, 4 * width, fuse));
        RegisterComponents();
    }

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var first = coarse.call(cat([masked, ones_like(mask), mask], dim: 1), mask).tanh();
        var second = refinement.call(Composite.Of(first, masked, mask), mask).tanh();
        return new Prediction(first, second);
    }
}

/// <summary>The second stage: a dilated branch and an attention branch on the same image, joined at a quarter of its size.</summary>
internal sealed class DeepfillV2Refinement : Module<Tensor, Tensor, Tensor>
{
    private readonly GatedChain conv_branch;
    private readonly GatedChain attention_branch;
    private readonly GatedChain merge;

    public DeepfillV2Refinement(GatedStyle style, long width, Module? attention)
        : base(nameof(DeepfillV2Refinement))
    {
        var (middle, deep) = (2 * width, 4 * width);
        conv_branch = new GatedChain(
        [
            style.Layer(3, width, kernel: 5),
            style.Down(width, width),
            style.Layer(width, middle),
            style.Down(middle, middle),
            style.Layer(middle, deep),
            style.Layer(deep, deep),
            .. style.Dilated(deep),
        ]);
        attention_branch = new GatedChain(
            [
                style.Layer(3, width, kernel: 5),
                style.Down(width, width),
                style.Layer(width, middle),
                style.Down(middle, deep),
                style.Layer(deep, deep),
                style.Layer(deep, deep, activation: GatedActivation.Relu),
                style.Layer(deep, deep),
                style.Layer(deep, deep),
            ],
            attention,
            attentionAfter: 6);
        merge = new GatedChain([style.Layer(2 * deep, deep), style.Layer(deep, deep), .. style.ToImage(width)]);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var joined = cat([conv_branch.call(input, mask), attention_branch.call(input, mask)], dim: 1);
        return scope.MoveToOuter(merge.call(joined, mask));
    }
}
