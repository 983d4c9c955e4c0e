using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>
/// Multi-head self-attention over all tokens (Vaswani et al. 2017, arXiv:1706.03762), with two parts of TransGAN's (arXiv:2102.07074,
/// official code): a learned bias for each head and relative position, added to the scores (as in Swin, arXiv:2103.14030), and in training
/// noise of a learned strength on the input, one number a token. State dict: <c>qkv</c>, <c>proj</c>,
/// <c>relative_position_bias_table</c>, <c>noise_strength_1</c>.
/// </summary>
public sealed class TokenAttention : nn.Module<Tensor, Tensor>
{
    private readonly long _heads;
    private readonly long _side;
    private readonly Linear qkv;
    private readonly Linear proj;
    private readonly Parameter? relative_position_bias_table;
    private readonly Tensor? relative_position_index;
    private readonly Parameter? noise_strength_1;

    /// <summary>Attention on tokens of <paramref name="width"/> channels.</summary>
    /// <param name="width">Channels; a multiple of the heads.</param>
    /// <param name="heads">Heads.</param>
    /// <param name="biasSide">
    /// Rows and columns of the grid that the tokens are, for the relative bias; 0: no bias, any number of tokens.
    /// </param>
    /// <param name="qkvBias">Whether queries, keys and values have a bias.</param>
    /// <param name="noise">Whether there is noise in training; its strength starts at 0.</param>
    public TokenAttention(long width, long heads, long biasSide = 0, bool qkvBias = false, bool noise = false)
        : base(nameof(TokenAttention))
    {
        if (width % heads != 0)
            throw new ArgumentException($"expected heads that divide the width {width}, received {heads}", nameof(heads));
        (_heads, _side) = (heads, biasSide);
        qkv = nn.Linear(width, 3 * width, hasBias: qkvBias);
        proj = nn.Linear(width, width);
        if (biasSide > 0)
        {
            var offsets = (2 * biasSide) - 1;
            relative_position_bias_table = new Parameter(Initialisation.WeightInit.Table(offsets * offsets, heads));
            relative_position_index = tensor(RelativePositions(biasSide));
            register_buffer(nameof(relative_position_index), relative_position_index, persistent: false);
        }

        if (noise)
            noise_strength_1 = new Parameter(zeros([]));
        RegisterComponents();
    }

    /// <summary>
    /// Whether libtorch's fused kernel may be used where there is one. It saves memory and time, but its backward has no derivative: a
    /// gradient penalty needs false.
    /// </summary>
    public bool Fused { get; set; } = true;

    /// <summary>N x T x C to the same shape.</summary>
    public override Tensor forward(Tensor input)
    {
        var (samples, tokens, width) = (input.shape[0], input.shape[1], input.shape[2]);
        using var scope = NewDisposeScope();
        if (noise_strength_1 is not null && training)
            input += randn([samples, tokens, 1], dtype: input.dtype, device: input.device) * noise_strength_1;
        var projected = qkv.call(input).view(samples, tokens, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4);
        var (q, k, v) = (projected.select(0, 0), projected.select(0, 1), projected.select(0, 2));
        var attended = Fused ? nn.functional.scaled_dot_product_attention(q, k, v, Bias()) : Plain(q, k, v);
        return scope.MoveToOuter(proj.call(attended.transpose(1, 2).reshape(samples, tokens, width)));
    }

    // softmax(q k' / sqrt(d) + bias) v; the scale goes on the queries, which are fewer than the scores.
    private Tensor Plain(Tensor q, Tensor k, Tensor v)
    {
        var scores = (q * (1 / Math.Sqrt(q.shape[3]))).matmul(k.transpose(2, 3));
        if (Bias() is { } bias)
            scores += bias;
        return scores.softmax(-1).matmul(v);
    }

    /// <summary>Heads x T x T, or null.</summary>
    // index_select on one dimension: its backward adds in a fixed order (that of indexing does not), and it is the fast case.
    private Tensor? Bias()
    {
        if (relative_position_bias_table is null)
            return null;
        var heads = Enumerable.Range(0, (int)_heads)
            .Select(h => relative_position_bias_table.select(1, h).index_select(0, relative_position_index!));
        return stack([.. heads]).view(_heads, _side * _side, _side * _side);
    }

    /// <summary>For query i and key j, at i * T + j: (dy + side - 1) * (2 side - 1) + dx + side - 1 with (dy, dx) from j to i.</summary>
    private static long[] RelativePositions(long side)
    {
        var tokens = side * side;
        var positions = new long[tokens * tokens];
        for (var i = 0L; i < tokens; i++)
        {
            for (var j = 0L; j < tokens; j++)
            {
                var (dy, dx) = ((i / side) - (j / side), (i % side) - (j % side));
                positions[(i * tokens) + j] = ((dy + side - 1) * ((2 * side) - 1)) + dx + side - 1;
            }
        }

        return positions;
    }
}
