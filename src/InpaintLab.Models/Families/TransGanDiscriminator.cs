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

    /// <param name="options">With a discriminator width.</param>
    public TransGanDiscriminator(TransGanOptions options)
        : base("transgan", options.Size, options.Size)
    {
        _condition = options.Condition;
        var (width, patch) = (options.DiscriminatorWidth!.Value, Math.Min(LargestPatch, options.Size / CoarsestGrid));
        critic = new TransGanCritic(new TransGanCriticOptions(_condition ? 4 : 3, options.Size, patch, width, width)
        {
            Norm = options.Norm,
            Head = options.Head,
        });
        RegisterComponents();
    }

    protected override Tensor Judge(Tensor image, Tensor mask) => critic.call(_condition ? cat([image, mask], dim: 1) : image);
}
