using InpaintLab.Models.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

public class ContextualAttentionTests
{
    [Fact]
    public void Only_known_features_are_pasted()
    {
        // Known values lie in [0,1], the hole's in [5,6]; the weights of the pasted patches sum to at most 1.
        using var scope = NewDisposeScope();
        using var attention = new ContextualAttention();
        var mask = zeros([1, 1, 64, 64]);
        mask.narrow(2, 16, 24).narrow(3, 16, 24).fill_(1);
        var hole = zeros([1, 1, 16, 16]);
        hole.narrow(2, 4, 6).narrow(3, 4, 6).fill_(1);
        var output = attention.call(rand([1, 4, 16, 16]) + (5 * hole), mask);
        Assert.InRange(output.max().ToDouble(), 0.1, 1);
    }

    [Fact]
    public void Nothing_is_pasted_where_every_patch_touches_the_hole()
    {
        using var scope = NewDisposeScope();
        using var attention = new ContextualAttention();
        Assert.Equal(0, attention.call(rand([1, 4, 8, 8]), ones([1, 1, 32, 32])).abs().max().ToDouble());
    }

    [Fact]
    public void Constant_features_stay_constant_away_from_the_border()
    {
        // Overlapping patches add up to 4 inside, to less at the border (kept as in the official code).
        using var scope = NewDisposeScope();
        using var attention = new ContextualAttention();
        var output = attention.call(ones([1, 2, 8, 8]), zeros([1, 1, 8, 8]));
        Assertions.Close(ones([1, 2, 6, 6]), output.narrow(2, 1, 6).narrow(3, 1, 6), 1e-5, "inside");
        Assert.True(output.narrow(2, 0, 1).max().ToDouble() < 0.9);
    }
}
