using InpaintLab.Models;
using InpaintLab.Models.Families;
using InpaintLab.Models.Layers;

namespace InpaintLab.Tests.Models;

/// <summary>Parameters and multiply-adds against published figures and counts by hand.</summary>
public class NetworkCostTests
{
    // Published at 256 px without contextual attention: 10.95 + 14.25 and 2.33 giga; convolutions grow with the area.
    [Fact]
    public void Deepfill_v2_costs_what_its_layer_table_gives()
    {
        var family = new GatedConv(new GatedConvOptions { Variant = GatedConvVariant.DeepfillV2, Attention = AttentionKind.None });
        using var generator = family.CreateGenerator(64);
        using var discriminator = family.CreateDiscriminator(64);
        var (cost, judged) = (NetworkCost.Of(generator, 64), NetworkCost.Of(discriminator, 64));
        Assert.Equal(4_052_478, cost.Parameters);
        Assert.Equal(25.2, Giga(16 * cost.MultiplyAdds), 0.05);
        Assert.Equal(5_946_816, judged.Parameters);
        Assert.Equal(2.33, Giga(16 * judged.MultiplyAdds), 0.005);
        Assert.True(generator.training);
        Assert.All(discriminator.parameters(), p => Assert.True(p.requires_grad));
    }

    [Theory]
    [InlineData(TransGanVariant.Small, 64, null, 0.42, 0.246)]
    [InlineData(TransGanVariant.Small, 64, 16, 0.37, 0.246)]
    [InlineData(TransGanVariant.Report, 64, null, 5.4, 0.89)]
    public void Transgan_costs_what_its_tables_give(TransGanVariant variant, int size, int? window, double generatorGiga, double discriminatorGiga)
    {
        var options = new TransGanOptions { Variant = variant, Window = window }.Filled();
        var plan = new TransGanPlan(options, size);
        using var generator = new TransGanGenerator(plan);
        using var discriminator = new TransGanDiscriminator(options, size);
        var (cost, judged) = (NetworkCost.Of(generator, size), NetworkCost.Of(discriminator, size));
        Assert.Equal(ByHand(plan), cost.MultiplyAdds);
        Assert.Equal(generatorGiga, Giga(cost.MultiplyAdds), 0.05 * generatorGiga);
        Assert.Equal(ByHand(size, options.DiscriminatorWidth!.Value), judged.MultiplyAdds);
        Assert.Equal(discriminatorGiga, Giga(judged.MultiplyAdds), 0.01);
    }

    [Theory]
    [InlineData(128, 5.4, 0.91)]
    [InlineData(256, 23.1, 4.7)]
    public void The_counts_by_hand_are_the_tables_at_other_sizes(int size, double generatorGiga, double discriminatorGiga)
    {
        var plan = new TransGanPlan(new TransGanOptions { Variant = TransGanVariant.Report }.Filled(), size);
        Assert.Equal(generatorGiga, Giga(ByHand(plan)), 0.05);
        Assert.Equal(discriminatorGiga, Giga(ByHand(size, 192)), 0.05);
    }

    [Fact]
    public void Only_one_counter_counts_at_a_time()
    {
        using var first = new InpaintLab.Torch.MultiplyAdds();
        Assert.Throws<InvalidOperationException>(() => new InpaintLab.Torch.MultiplyAdds());
        Assert.Equal(0, first.Total);
    }

    private static long ByHand(TransGanPlan plan)
    {
        var first = plan.Stages[0];
        var total = first.Grid * first.Grid * 4L * plan.Patch * plan.Patch * first.Width;
        for (var i = 0; i < 3; i++)
        {
            var stage = plan.Stages[i];
            var side = stage.Window ?? stage.Grid;
            total += plan.Depth(i) * Block(stage.Grid * stage.Grid, side * side, stage.Width);
        }

        return total + (plan.Size * plan.Size * 3L * plan.Stages[2].Width);
    }

    private static long ByHand(int size, long width)
    {
        var pixels = (long)size * size;
        var fine = Math.Max(256, pixels / 64);
        var coarse = fine / 4;
        return (2 * pixels * 4 * width) + (3 * Block(fine, fine, width)) + (3 * Block(coarse, coarse, 2 * width))
            + Block(coarse + 1, coarse + 1, 2 * width) + (2 * width);
    }

    // qkv 3, projection 1, perceptron 8 times the width squared for each token; scores and their use for each pair.
    private static long Block(long tokens, long seen, long width) => (12 * width * width * tokens) + (2 * tokens * seen * width);

    private static double Giga(long count) => count * 1e-9;
}
