using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Models.Initialisation;
using InpaintLab.Models.Layers;

namespace InpaintLab.Models.Families;

/// <summary>The networks of family <c>gated-conv</c>.</summary>
public enum GatedConvVariant
{
    /// <summary>DeepFill v2: coarse network, then two branches, one with contextual attention. 4,052,478 parameters.</summary>
    DeepfillV2,

    /// <summary>The source report's: two equal stages with batch normalisation, self-attention in the second.</summary>
    SelfAttention,

    /// <summary>One compact stage with skips: for short runs and CPUs.</summary>
    Unet,
}

/// <summary>Options of family <c>gated-conv</c>.</summary>
public sealed record GatedConvOptions : IValidatableObject
{
    /// <summary>Which network.</summary>
    public GatedConvVariant Variant { get; init; } = GatedConvVariant.DeepfillV2;

    /// <summary>Channels of the first layer after gating; null: 24 (deepfill-v2), 32 (self-attention), 16 (unet).</summary>
    [Range(2, 512)]
    public int? Width { get; init; }

    /// <summary>What stands at the attention place; null: contextual (deepfill-v2), self (self-attention), none (unet).</summary>
    public AttentionKind? Attention { get; init; }

    /// <summary>Whether contextual attention propagates scores to neighbouring patches.</summary>
    public bool Fuse { get; init; } = true;

    /// <summary>
    /// Variant deepfill-v2: where the generator's strided layers pad, and which values stay when maps are made smaller. tensorflow is for
    /// weights converted from the official ones.
    /// </summary>
    public PaddingKind Padding { get; init; }

    /// <summary>Channels of the discriminator's first layer.</summary>
    [Range(1, 512)]
    public int DiscriminatorWidth { get; init; } = 64;

    /// <summary>Width and attention must fit the variant.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FamilyOptions.Validate(() => new GatedConv(this));
}

/// <summary>
/// Gated convolution with an SN-PatchGAN discriminator (Yu et al. 2019, arXiv:1806.03589), in three variants. Initial weights:
/// deepfill-v2 Glorot uniform as its TensorFlow source, the others normal with variance 2 / fan in; all biases 0.
/// </summary>
[Family("gated-conv", Source = "arXiv:1806.03589")]
public sealed class GatedConv : IModelFamily
{
    private readonly GatedConvVariant _variant;
    private readonly int _width;
    private readonly AttentionKind _attention;
    private readonly bool _fuse;
    private readonly PaddingKind _padding;
    private readonly int _discriminatorWidth;

    /// <summary>The family with its options.</summary>
    /// <exception cref="UserErrorException">
    /// An odd width in a two-stage variant, contextual attention in the unet, or a padding that is not the variant's.
    /// </exception>
    public GatedConv(GatedConvOptions options)
    {
        (_variant, _fuse, _padding, _discriminatorWidth) = (options.Variant, options.Fuse, options.Padding, options.DiscriminatorWidth);
        (_width, _attention) = options.Variant switch
        {
            GatedConvVariant.DeepfillV2 => (options.Width ?? 24, options.Attention ?? AttentionKind.Contextual),
            GatedConvVariant.SelfAttention => (options.Width ?? 32, options.Attention ?? AttentionKind.Self),
            _ => (options.Width ?? 16, options.Attention ?? AttentionKind.None),
        };
        if (_variant == GatedConvVariant.Unet && _attention == AttentionKind.Contextual)
        {
            throw new UserErrorException(
                "model: variant 'unet' has attention 'self' or 'none'; received 'contextual' (deepfill-v2 and self-attention take it)");
        }

        if (_variant != GatedConvVariant.DeepfillV2 && _padding != PaddingKind.Symmetric)
        {
            throw new UserErrorException(
                "model: padding 'tensorflow' is for variant 'deepfill-v2', of which there are TensorFlow weights; expected 'symmetric'");
        }

        if (_variant != GatedConvVariant.Unet && _width % 2 != 0)
        {
            throw new UserErrorException(
                $"model: expected an even width in a two-stage variant (its last gated layer has half of it); received {_width}");
        }
    }

    /// <inheritdoc/>
    public int SizeMultiple => _variant == GatedConvVariant.Unet ? UnetGenerator.Multiple : GatedConvStage.SizeMultiple(_attention);

    /// <inheritdoc/>
    public int DiscriminatorMinimumSize => _variant == GatedConvVariant.SelfAttention ? SelfAttentionDiscriminator.SmallestImage : 1;

    /// <inheritdoc/>
    public InpaintingGenerator CreateGenerator(int resolution) => _variant switch
    {
        GatedConvVariant.DeepfillV2 => WeightInit.GlorotUniform(new DeepfillV2Generator(_width, _attention, _fuse, _padding)),
        GatedConvVariant.SelfAttention => WeightInit.KaimingNormal(new SelfAttentionGenerator(_width, _attention, _fuse)),
        _ => WeightInit.KaimingNormal(new UnetGenerator(_width, _attention)),
    };

    /// <inheritdoc/>
    public InpaintingDiscriminator CreateDiscriminator(int resolution) => _variant switch
    {
        GatedConvVariant.DeepfillV2 => WeightInit.GlorotUniform(new SnPatchDiscriminator(_discriminatorWidth)),
        GatedConvVariant.SelfAttention => WeightInit.KaimingNormal(new SelfAttentionDiscriminator(_discriminatorWidth)),
        _ => WeightInit.KaimingNormal(new SnPatchDiscriminator(_discriminatorWidth)),
    };
}
