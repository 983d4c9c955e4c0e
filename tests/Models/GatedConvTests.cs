using InpaintLab.Core.Errors;
using InpaintLab.Models.Families;
using InpaintLab.Models.Layers;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>Sizes and options of the family <c>gated-conv</c>.</summary>
public class GatedConvTests
{
    [Fact]
    public void Deepfill_v2_has_the_published_number_of_parameters()
    {
        var family = new GatedConv(new GatedConvOptions { Variant = GatedConvVariant.DeepfillV2 });
        using var generator = family.CreateGenerator(64);
        using var discriminator = family.CreateDiscriminator(64);
        Assert.Equal(4_052_478, Parameters(generator));
        var coarse = generator.named_parameters().Where(p => p.name.StartsWith("coarse.", StringComparison.Ordinal));
        Assert.Equal(1_631_151, coarse.Sum(p => p.parameter.numel()));
        Assert.Equal(5_946_816, Parameters(discriminator));
    }

    [Theory]
    [InlineData(GatedConvVariant.DeepfillV2)]
    [InlineData(GatedConvVariant.SelfAttention)]
    public void Two_stage_variants_take_any_attention(GatedConvVariant variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        foreach (var attention in Enum.GetValues<AttentionKind>())
        {
            var options = new GatedConvOptions { Variant = variant, Width = 4, Attention = attention };
            using var generator = new GatedConv(options).CreateGenerator(64);
            Assert.Equal(attention == AttentionKind.Contextual ? 8 : 4, generator.SizeMultiple);
            var hasQuery = generator.state_dict().Keys.Any(k => k.Contains("attention.query", StringComparison.Ordinal));
            Assert.Equal(attention == AttentionKind.Self, hasQuery);
            Assert.Equal([1, 3, 24, 40], generator.call(zeros([1, 3, 24, 40]), zeros([1, 1, 24, 40])).Refined.shape);
        }
    }

    [Fact]
    public void The_unet_takes_self_attention_and_refuses_contextual()
    {
        var options = new GatedConvOptions { Variant = GatedConvVariant.Unet, Attention = AttentionKind.Self };
        using var generator = new GatedConv(options).CreateGenerator(64);
        Assert.Contains("attention.gamma", generator.state_dict().Keys);
        Assert.Throws<UserErrorException>(() => new GatedConv(options with { Attention = AttentionKind.Contextual }));
    }

    [Fact]
    public void An_odd_width_is_refused_where_a_layer_has_half_of_it()
    {
        var options = new GatedConvOptions { Variant = GatedConvVariant.DeepfillV2, Width = 9 };
        var error = Assert.Throws<UserErrorException>(() => new GatedConv(options));
        Assert.Contains("received 9", error.Message, StringComparison.Ordinal);
        using var unet = new GatedConv(options with { Variant = GatedConvVariant.Unet }).CreateGenerator(64);
    }

    [Fact]
    public void The_seed_decides_the_weights()
    {
        var family = new GatedConv(new GatedConvOptions { Variant = GatedConvVariant.Unet, Width = 2 });
        Assert.Equal(FirstWeight(1), FirstWeight(1));
        Assert.NotEqual(FirstWeight(1), FirstWeight(2));

        float FirstWeight(int seed)
        {
            manual_seed(seed);
            using var generator = family.CreateGenerator(64);
            return generator.parameters().First().data<float>().ToArray()[0];
        }
    }

    private static long Parameters(nn.Module network) => network.parameters().Sum(p => p.numel());
}
