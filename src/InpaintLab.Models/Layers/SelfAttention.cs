using TorchSharp.Modules;
using static TorchSharp.torch;

namespace InpaintLab.Models.Layers;

/// <summary>
/// Self-attention over all positions of a feature map (Zhang et al. 2019, arXiv:1805.08318, section 3): gamma * o + x with
/// o = V softmax(Q^T K) over the keys, not scaled by the dimension; gamma starts at 0. Deviation, as in the port that the source report
/// used: the values keep all C channels and there is no output convolution. Memory grows with (H W)². State dict: <c>query</c>,
/// <c>key</c>, <c>value</c>, <c>gamma</c>.
/// </summary>
public sealed class SelfAttention : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d query;
    private readonly Conv2d key;
    private readonly Conv2d value;
    private readonly Parameter gamma;

    /// <summary>Attention on N x <paramref name="channels"/> x H x W; queries and keys have an eighth of the channels, or one.</summary>
    public SelfAttention(long channels)
        : base(nameof(SelfAttention))
    {
        var inner = Math.Max(1, channels / 8);
        query = nn.Conv2d(channels, inner, 1);
        key = nn.Conv2d(channels, inner, 1);
        value = nn.Conv2d(channels, channels, 1);
        gamma = new Parameter(zeros(1));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var q = query.call(input).flatten(2);
        var k = key.call(input).flatten(2);
        var v = value.call(input).flatten(2);
        var attention = q.transpose(1, 2).bmm(k).softmax(-1);
        var attended = v.bmm(attention.transpose(1, 2)).view(input.shape);
        return scope.MoveToOuter(input + (gamma * attended));
    }
}
