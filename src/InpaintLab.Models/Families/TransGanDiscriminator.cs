using static TorchSharp.torch;

namespace InpaintLab.Models.Families;

/// <summary>
/// The discriminator of family <c>transgan</c>: the two-scale one on image and mask, a 16 x 16 grid of patches of at most 8 px, without
/// relative bias. Ours: the mask as a fourth channel, and the choice of one logit a token.
/// </summary>
internal sealed class TransGanDiscriminator : InpaintingDiscriminator
{
    private const int CoarsestGrid = 16;
    private const int LargestPatch = 8;

    private readonly bool _condition;
    private readonly TransGanCritic critic;

    /// <param name="options">With all defaults filled in.</param>
    /// <param name="size">Side of the images, px.</param>
    public TransGanDiscriminator(TransGanOptions options, int size)
        : base("transgan", size, size)
    {
        _condition = options.Condition;
        var (width, patch) = (options.DiscriminatorWidth!.Value, Math.Min(LargestPatch, size / CoarsestGrid));
        critic = new TransGanCritic(new TransGanCriticOptions(_condition ? 4 : 3, size, patch, width, width)
        {
            Norm = options.Norm,
            Head = options.Head,
        });
        RegisterComponents();
    }

    protected override Tensor Judge(Tensor image, Tensor mask) => critic.call(_condition ? cat([image, mask], dim: 1) : image);
}
