using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>How a transformer normalises its tokens.</summary>
public enum TokenNormKind
{
    /// <summary>Layer normalisation with scale and shift (arXiv:1607.06450).</summary>
    Ln,

    /// <summary>Pixel normalisation, without parameters (Karras et al. 2018, arXiv:1710.10196, section 4.2).</summary>
    Pn,
}

/// <summary>
/// Normalises every token over its channels. State dict: <c>norm.weight</c> and <c>norm.bias</c> with <see cref="TokenNormKind.Ln"/>,
/// nothing with <see cref="TokenNormKind.Pn"/>.
/// </summary>
public sealed class TokenNorm : nn.Module<Tensor, Tensor>
{
    private readonly LayerNorm? norm;

    /// <summary>Normalisation of tokens of <paramref name="width"/> channels.</summary>
    public TokenNorm(long width, TokenNormKind kind = TokenNormKind.Ln)
        : base(nameof(TokenNorm))
    {
        norm = kind == TokenNormKind.Ln ? nn.LayerNorm(width) : null;
        RegisterComponents();
    }

    /// <summary>N x T x C to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        if (norm is not null)
            return norm.call(input);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(input * (input.square().mean([-1], keepdim: true) + 1e-8).rsqrt());
    }
}
