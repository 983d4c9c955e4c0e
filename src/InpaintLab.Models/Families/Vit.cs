using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Models.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using WeightInit = InpaintLab.Models.Initialisation.WeightInit;

namespace InpaintLab.Models.Families;

/// <summary>Options of family <c>vit</c>; the defaults are ViT-Tiny's width and heads at half its depth.</summary>
public sealed record VitOptions : IValidatableObject
{
    /// <summary>Side of a token's patch in pixels; a divisor of the resolution.</summary>
    [Range(2, 64)]
    public int Patch { get; init; } = 8;

    /// <summary>Channels of a token.</summary>
    [Range(1, 2048)]
    public int Width { get; init; } = 192;

    /// <summary>Transformer blocks.</summary>
    [Range(1, 48)]
    public int Depth { get; init; } = 6;

    /// <summary>Heads of the attention; they divide the width.</summary>
    [Range(1, 64)]
    public int Heads { get; init; } = 3;

    /// <summary>The heads must divide the width.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FamilyOptions.Validate(() => new Vit(this));
}

/// <summary>
/// A plain vision transformer (Dosovitskiy et al. 2021, arXiv:2010.11929) as a baseline: patches of the masked image and the mask in, their
/// pixels out of one linear layer, trained with L1 alone; it has no discriminator. Deviations: no class token, a learned table of
/// positions for each patch, and pixels as a masked autoencoder predicts them (arXiv:2111.06377), but every patch is encoded, since a hole
/// may cover part of one. The table of positions ties a network to one resolution. Weights: linear layers and positions normal with
/// deviation 0.02, biases 0.
/// </summary>
[Family(Name, Source = "arXiv:2010.11929")]
public sealed class Vit : IModelFamily
{
    private const string Name = "vit";
    private readonly VitOptions _options;

    /// <summary>The family with its options.</summary>
    /// <exception cref="UserErrorException">Heads that do not divide the width.</exception>
    public Vit(VitOptions options)
    {
        _options = options;
        if (options.Width % options.Heads != 0)
            throw new UserErrorException($"model.heads: expected a divisor of the width {options.Width}; received {options.Heads}");
    }

    /// <inheritdoc/>
    public int SizeMultiple => 1;

    /// <inheritdoc/>
    public int DiscriminatorMinimumSize => 1;

    /// <inheritdoc/>
    public ResolutionError? Check(int resolution) => resolution % _options.Patch == 0
        ? null
        : new ResolutionError("model.patch", $"expected a divisor of the resolution, {resolution}; received {_options.Patch}");

    /// <inheritdoc/>
    public InpaintingGenerator CreateGenerator(int resolution)
    {
        this.CheckResolution(Name, resolution);
        return WeightInit.Transformer(new VitGenerator(_options, resolution));
    }

    /// <inheritdoc/>
    public InpaintingDiscriminator? CreateDiscriminator(int resolution) => null;
}

/// <summary>The network of family <c>vit</c>; no activation at the end, so predictions may leave [-1,1] a little.</summary>
internal sealed class VitGenerator : InpaintingGenerator
{
    private readonly VitOptions _options;
    private readonly PatchEmbedding patch_embed;
    private readonly Parameter pos_embed;
    private readonly ModuleList<TransformerBlock> blocks;
    private readonly TokenNorm norm;
    private readonly PatchOutput head;

    public VitGenerator(VitOptions options, int size)
        : base("vit", size, size)
    {
        _options = options;
        var grid = size / options.Patch;
        patch_embed = new PatchEmbedding(4, options.Patch, options.Width);
        pos_embed = new Parameter(WeightInit.Table(1, grid * grid, options.Width));
        blocks = TransformerBlock.Stack(
            options.Depth, new TransformerBlockOptions(options.Width, options.Heads) { Grid = grid, QkvBias = true });
        norm = new TokenNorm(options.Width);
        head = new PatchOutput(options.Width, options.Patch);
        RegisterComponents();
    }

    // Scores, their softmax and one copy.
    public override long ForwardBytes(int height, int width)
    {
        var tokens = (long)(height / _options.Patch) * (width / _options.Patch);
        return base.ForwardBytes(height, width) + (3 * sizeof(float) * _options.Heads * tokens * tokens);
    }

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var tokens = patch_embed.call(cat([masked, mask], dim: 1)) + pos_embed;
        foreach (var block in blocks)
            tokens = Blocks.Run(block, tokens);
        return new Prediction(null, head.call(norm.call(tokens)));
    }
}
