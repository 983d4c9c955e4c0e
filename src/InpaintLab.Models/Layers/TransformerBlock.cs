using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>What a <see cref="TransformerBlock"/> is made of.</summary>
/// <param name="Width">Channels of a token.</param>
/// <param name="Heads">Heads of the attention; they divide the width.</param>
/// <param name="Norm">Normalisation before attention and before the perceptron.</param>
public sealed record TransformerBlockOptions(long Width, long Heads, TokenNormKind Norm = TokenNormKind.Ln)
{
    /// <summary>Rows and columns of the grid of tokens; 0 where the tokens are no grid, which excludes the next two.</summary>
    public long Grid { get; init; }

    /// <summary>Side of the windows within which tokens attend to each other; null: all to all.</summary>
    public long? Window { get; init; }

    /// <summary>Whether relative positions have a learned bias.</summary>
    public bool RelativeBias { get; init; }

    /// <summary>Whether queries, keys and values have a bias.</summary>
    public bool QkvBias { get; init; }

    /// <summary>Whether there is noise of a learned strength in training.</summary>
    public bool Noise { get; init; }
}

/// <summary>
/// A transformer block with normalisation first: y = x + attention(norm(x)), y + mlp(norm(y)); the perceptron has four times the width and
/// an exact GELU (arXiv:2010.11929, figure 1). With a window, the attention is TransGAN's grid attention (arXiv:2102.07074, section 3.4):
/// windows do not overlap and share one bias table. No dropout, no stochastic depth.
/// </summary>
public sealed class TransformerBlock : nn.Module<Tensor, Tensor>
{
    private readonly TransformerBlockOptions _options;
    private readonly TokenNorm norm1;
    private readonly TokenAttention attn;
    private readonly TokenNorm norm2;
    private readonly Perceptron mlp;

    /// <summary>A block with fresh weights.</summary>
    /// <exception cref="ArgumentException">A window that does not divide the grid, or heads that do not divide the width.</exception>
    public TransformerBlock(TransformerBlockOptions options)
        : base(nameof(TransformerBlock))
    {
        // A window as large as the grid is attention over all tokens.
        _options = options.Window == options.Grid ? options with { Window = null } : options;
        var side = _options.Window ?? _options.Grid;
        if (side > 0 && options.Grid % side != 0)
            throw new ArgumentException($"expected a window that divides the grid of {options.Grid}, received {side}", nameof(options));
        norm1 = new TokenNorm(options.Width, options.Norm);
        attn = new TokenAttention(options.Width, options.Heads, options.RelativeBias ? side : 0, options.QkvBias, options.Noise);
        norm2 = new TokenNorm(options.Width, options.Norm);
        mlp = new Perceptron(options.Width);
        RegisterComponents();
    }

    /// <summary>Equal blocks in a row.</summary>
    public static ModuleList<TransformerBlock> Stack(int depth, TransformerBlockOptions options) =>
        nn.ModuleList(Enumerable.Range(0, depth).Select(_ => new TransformerBlock(options)).ToArray());

    /// <summary>N x T x C to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = input + Attend(norm1.call(input));
        return scope.MoveToOuter(x + mlp.call(norm2.call(x)));
    }

    private Tensor Attend(Tensor tokens)
    {
        if (_options.Window is not { } window)
            return attn.call(tokens);
        return TokenGrid.FromWindows(attn.call(TokenGrid.ToWindows(tokens, window)), window, _options.Grid);
    }

    private sealed class Perceptron : nn.Module<Tensor, Tensor>
    {
        private readonly Linear fc1;
        private readonly Linear fc2;

        public Perceptron(long width)
            : base(nameof(Perceptron))
        {
            fc1 = nn.Linear(width, 4 * width);
            fc2 = nn.Linear(4 * width, width);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return scope.MoveToOuter(fc2.call(nn.functional.gelu(fc1.call(input))));
        }
    }
}
