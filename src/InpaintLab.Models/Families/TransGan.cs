using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Models.Layers;
using WeightInit = InpaintLab.Models.Initialisation.WeightInit;

namespace InpaintLab.Models.Families;

/// <summary>The sizes of family <c>transgan</c>.</summary>
public enum TransGanVariant
{
    /// <summary>For CPUs: widths 256, 64, 16 with 4, 2, 1 heads; 4,285,866 parameters at 64 px.</summary>
    Small,

    /// <summary>The source report's: widths 1024, 256, 64 with 4 heads each; 66,733,496 parameters at 64 px, 67,522,268 at 128.</summary>
    Report,
}

/// <summary>How the masked image becomes tokens.</summary>
public enum TransGanStem
{
    /// <summary>One linear layer a patch.</summary>
    Patch,

    /// <summary>Convolutions of stride 2; resolutions whose patch is a power of 2.</summary>
    Conv,
}

/// <summary>What the finer stages see of the input besides the coarser stage's tokens.</summary>
public enum TransGanInjection
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Its patches at their own grid.</summary>
    Patch,
}

/// <summary>What the discriminator judges.</summary>
public enum TransGanHead
{
    /// <summary>The image, by a class token: one logit.</summary>
    Class,

    /// <summary>Every token of its coarse grid: one logit each.</summary>
    Tokens,
}

/// <summary>What stands behind the transformer.</summary>
public enum TransGanRefinement
{
    /// <summary>Nothing: one stage.</summary>
    None,

    /// <summary>The refinement network of DeepFill v2; the transformer's prediction is then the coarse one.</summary>
    Gated,
}

/// <summary>Options of family <c>transgan</c>.</summary>
public sealed record TransGanOptions : IValidatableObject
{
    /// <summary>Which defaults the other keys have.</summary>
    public TransGanVariant Variant { get; init; } = TransGanVariant.Small;

    /// <summary>Channels of a token in each of the three stages, falling by 4; null: the variant's.</summary>
    public IReadOnlyList<int>? Widths { get; init; }

    /// <summary>Transformer blocks in each stage; null: 5, 4, 2.</summary>
    public IReadOnlyList<int>? Depths { get; init; }

    /// <summary>Heads in each stage, which divide its width; null: the variant's.</summary>
    public IReadOnlyList<int>? Heads { get; init; }

    /// <summary>How the masked image becomes tokens.</summary>
    public TransGanStem Stem { get; init; } = TransGanStem.Patch;

    /// <summary>What the finer stages see of the input.</summary>
    public TransGanInjection Inject { get; init; } = TransGanInjection.None;

    /// <summary>Normalisation in all blocks: ln (layer norm) or pn (pixel norm), in the discriminator, too.</summary>
    public TokenNormKind Norm { get; init; } = TokenNormKind.Ln;

    /// <summary>Stages on a grid larger than this attend in windows of this side, in tokens; null: 16 on grids above 32.</summary>
    [Range(1, 128)]
    public int? Window { get; init; }

    /// <summary>What stands behind the transformer.</summary>
    public TransGanRefinement Refine { get; init; } = TransGanRefinement.None;

    /// <summary>What the discriminator judges.</summary>
    public TransGanHead Head { get; init; } = TransGanHead.Class;

    /// <summary>Whether the discriminator sees the mask.</summary>
    public bool Condition { get; init; } = true;

    /// <summary>Channels of the discriminator's tokens at either scale, a multiple of 4; null: 96 (small), 192 (report).</summary>
    [Range(4, 1024)]
    [MultipleOf(4)]
    public int? DiscriminatorWidth { get; init; }

    /// <summary>Widths, depths and heads must fit each other.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FamilyOptions.Validate(() => new TransGan(this));

    /// <summary>The same with the variant's values in place of every null but the window's.</summary>
    internal TransGanOptions Filled()
    {
        var isSmall = Variant == TransGanVariant.Small;
        return this with
        {
            Widths = Widths ?? (isSmall ? [256, 64, 16] : [1024, 256, 64]),
            Depths = Depths ?? [5, 4, 2],
            Heads = Heads ?? (isSmall ? [4, 2, 1] : [4, 4, 4]),
            DiscriminatorWidth = DiscriminatorWidth ?? (isSmall ? 96 : 192),
        };
    }
}

/// <summary>
/// TransGAN (Jiang et al. 2021, arXiv:2102.07074) as an inpainting network. The paper's generator draws images from noise; here, after the
/// source report, patches of the masked image and the mask take the place of the noise, and the discriminator sees the mask. Tables of
/// positions tie a network to one resolution. Weights: linear layers and tables normal with deviation 0.02, convolutions Glorot uniform,
/// biases 0.
/// </summary>
[Family(Name, Source = "arXiv:2102.07074")]
public sealed class TransGan : IModelFamily
{
    private const string Name = "transgan";
    private readonly TransGanOptions _options;

    /// <summary>The family with its options.</summary>
    /// <exception cref="UserErrorException">Options that do not fit each other.</exception>
    public TransGan(TransGanOptions options)
    {
        _options = options.Filled();
        TransGanPlan.CheckStages(_options);
    }

    /// <inheritdoc/>
    public int SizeMultiple => TransGanPlan.SizeMultiple;

    /// <inheritdoc/>
    public int DiscriminatorMinimumSize => TransGanPlan.SizeMultiple;

    /// <inheritdoc/>
    public ResolutionError? Check(int resolution) => new TransGanPlan(_options, resolution).Error;

    /// <inheritdoc/>
    public InpaintingGenerator CreateGenerator(int resolution)
    {
        this.CheckResolution(Name, resolution);
        return WeightInit.Transformer(new TransGanGenerator(new TransGanPlan(_options, resolution)));
    }

    /// <inheritdoc/>
    public InpaintingDiscriminator CreateDiscriminator(int resolution)
    {
        this.CheckResolution(Name, resolution);
        return WeightInit.Transformer(new TransGanDiscriminator(_options, resolution));
    }
}
