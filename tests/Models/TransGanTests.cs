using InpaintLab.Core.Errors;
using InpaintLab.Models;
using InpaintLab.Models.Families;
using InpaintLab.Models.Layers;
using InpaintLab.Tests.Contracts;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>Sizes, options and structure of the TransGAN networks.</summary>
public class TransGanTests
{
    [Fact]
    public void The_cifar_networks_have_the_published_number_of_parameters()
    {
        using var generator = new TransGanCifarGenerator();
        using var discriminator = TransGanCifarDiscriminator.Create();
        Assert.Equal(83_312_495, Parameters(generator));
        Assert.Equal(10_210_400, Parameters(discriminator));
        string[] keys =
        [
            "l1.weight", "pos_embed_3", "blocks.block.4.norm1.norm.weight", "blocks.block.0.attn.qkv.weight",
            "upsample_blocks.1.block.1.mlp.fc2.bias", "upsample_blocks.0.block.0.attn.relative_position_bias_table", "deconv.0.weight",
        ];
        Assert.Empty(keys.Except(generator.state_dict().Keys));
        keys = ["fRGB_2.weight", "cls_token", "blocks_2.2.attn.noise_strength_1", "last_block.0.mlp.fc1.weight", "norm.norm.bias", "head.bias"];
        Assert.Empty(keys.Except(discriminator.state_dict().Keys));
        Assert.DoesNotContain("relative_position_index", string.Join(' ', generator.state_dict().Keys), StringComparison.Ordinal);
    }

    // Networks as constructed, before their initial weights are drawn again: the report's is large.
    [Theory]
    [InlineData(TransGanVariant.Small, 64, 4_285_866, 2_180_353)]
    [InlineData(TransGanVariant.Report, 64, 66_733_496, 8_563_201)]
    [InlineData(TransGanVariant.Report, 128, 67_522_268, 8_747_521)]
    [InlineData(TransGanVariant.Report, 256, 68_150_876, 8_968_705)]
    public void The_networks_have_the_number_of_parameters_of_their_tables(TransGanVariant variant, int size, long generatorCount, long discriminatorCount)
    {
        var options = new TransGanOptions { Variant = variant }.Filled();
        using var generator = new TransGanGenerator(new TransGanPlan(options, size));
        using var discriminator = new TransGanDiscriminator(options, size);
        Assert.Equal(generatorCount, Parameters(generator));
        Assert.Equal(discriminatorCount, Parameters(discriminator));
    }

    [Fact]
    public void Without_blocks_and_positions_it_is_a_linear_map_of_each_patch()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = Hollow(new TransGanOptions { Widths = [64, 16, 4], Heads = [1, 1, 1], Inject = TransGanInjection.Patch });
        var (first, second, mask) = (FamilyCases.Images(64, 64), FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        Tensor Map(Tensor image) => generator.call(image, mask).Refined;

        // Linear up to the mask's share, which does not depend on the image.
        var offset = Map(zeros_like(first));
        Assertions.Close(Map(first) + (2 * Map(second)) - (2 * offset), Map(first + (2 * second)), 1e-4, "superposition");

        // A pixel changes the output in its own patch of 8 px, and nowhere else.
        for (var (y, x) = (5, 60); y < 64; y += 19)
        {
            var changed = first.clone();
            changed.narrow(2, y, 1).narrow(3, x, 1).add_(1);
            var difference = (generator.call(changed, zeros_like(mask)).Refined - generator.call(first, zeros_like(mask)).Refined).abs();
            var patch = difference.narrow(2, y / 8 * 8, 8).narrow(3, x / 8 * 8, 8);
            Assert.True(patch.sum().ToDouble() > 0);
            Assert.Equal(difference.sum().ToDouble(), patch.sum().ToDouble(), 1e-4 * patch.sum().ToDouble());
        }
    }

    [Fact]
    public void Without_positions_shifting_the_input_by_a_patch_shifts_the_output_by_a_patch()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = Hollow(new TransGanOptions { Widths = [64, 16, 4], Heads = [1, 1, 1] });
        var (image, mask) = (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        var shifted = generator.call(Down(image), Down(mask)).Refined;
        Assertions.Close(Down(generator.call(image, mask).Refined), shifted, 1e-5, "shifted");

        static Tensor Down(Tensor x) => cat([x.narrow(2, 56, 8), x.narrow(2, 0, 56)], dim: 2);
    }

    [Theory]
    [InlineData(TransGanStem.Conv, TransGanInjection.None, 6_695_680)]
    [InlineData(TransGanStem.Patch, TransGanInjection.Patch, 16_640 + 1_088)]
    public void Stem_and_injection_add_what_their_layers_hold(TransGanStem stem, TransGanInjection inject, long added)
    {
        static long Count(TransGanOptions options)
        {
            using var generator = new TransGanGenerator(new TransGanPlan(options.Filled(), 64));
            return Parameters(generator);
        }

        var plain = new TransGanOptions { Variant = TransGanVariant.Report, Depths = [1, 1, 1] };
        Assert.Equal(added, Count(plain with { Stem = stem, Inject = inject }) - Count(plain));
    }

    [Fact]
    public void A_gated_refinement_refines_the_transformer_s_prediction()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var options = new TransGanOptions { Widths = [64, 16, 4], Heads = [1, 1, 1], Depths = [1, 1, 1] };
        using var generator = new TransGan(options with { Refine = TransGanRefinement.Gated }).CreateGenerator(32);
        var (coarse, refined) = generator.call(FamilyCases.Images(32, 32), FamilyCases.Masks(32, 32));
        Assert.Equal(refined.shape, coarse!.shape);
        Assert.NotEqual(0, (refined - coarse).abs().max().ToDouble());
        var refinement = generator.named_parameters().Where(p => p.name.StartsWith("refinement.", StringComparison.Ordinal));
        Assert.Equal(2_421_327, refinement.Sum(p => p.parameter.numel()));
    }

    [Fact]
    public void A_head_of_tokens_gives_a_logit_for_each_of_64()
    {
        using var scope = NewDisposeScope();
        using var discriminator = new TransGan(new TransGanOptions { DiscriminatorWidth = 4, Head = TransGanHead.Tokens }).CreateDiscriminator(64);
        Assert.Equal([2, 64], discriminator.call(FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64)).shape);
    }

    [Theory]
    [InlineData("widths", "widths: expected three, each a quarter")]
    [InlineData("depths", "depths: expected three, each of at least 1")]
    [InlineData("heads", "heads: expected three that divide the widths 256, 64, 16")]
    [InlineData("window", "window: expected a divisor of the 8 x 8 grid that 64 px have, one of 1, 2, 4; received 5")]
    [InlineData("stem", "conv takes patches of 4, 8 or 16 px")]
    public void Options_that_do_not_fit_are_refused(string key, string expected)
    {
        var options = key switch
        {
            "widths" => new TransGanOptions { Widths = [256, 64, 32] },
            "depths" => new TransGanOptions { Depths = [5, 4] },
            "heads" => new TransGanOptions { Heads = [4, 4, 5] },
            "window" => new TransGanOptions { Window = 5, Widths = [256, 64, 16] },
            _ => new TransGanOptions { Stem = TransGanStem.Conv },
        };
        var error = Assert.Throws<UserErrorException>(() => new TransGan(options).CreateGenerator(key == "stem" ? 96 : 64));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Initial_weights_keep_within_five_standard_deviations()
    {
        using var generator = new TransGan(new TransGanOptions { Depths = [1, 1, 1] }).CreateGenerator(64);
        foreach (var (name, parameter) in generator.named_parameters().Where(p => p.parameter.dim() >= 2))
        {
            using var scope = NewDisposeScope();
            Assert.True(parameter.abs().max().ToDouble() <= 0.1, name);
            if (parameter.numel() > 4000)
                Assert.InRange(parameter.square().mean().sqrt().ToDouble(), 0.018, 0.022);
        }
    }

    [Fact]
    public void Attention_for_second_derivatives_is_the_same_attention()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var attention = new TokenAttention(24, 3, biasSide: 5);
        attention.named_parameters().Single(p => p.name == "relative_position_bias_table").parameter.normal_();
        var tokens = randn([2, 25, 24]);
        var fused = attention.call(tokens);
        attention.Fused = false;
        Assertions.Close(fused, attention.call(tokens), 1e-5, "attention");
    }

    [Fact]
    public void Noise_of_strength_0_changes_nothing_and_learns_its_strength()
    {
        using var scope = NewDisposeScope();
        using var attention = new TokenAttention(8, 2, noise: true);
        var tokens = rand([2, 9, 8]);
        var output = attention.call(tokens);
        output.square().sum().backward();
        var strength = attention.named_parameters().Single(p => p.name == "noise_strength_1").parameter;
        Assert.NotEqual(0, strength.grad!.ToDouble());
        using var constants = no_grad();
        attention.eval();
        Assertions.Same(output, attention.call(tokens), "without noise");
        strength.fill_(1);
        Assertions.Same(output, attention.call(tokens), "noise in evaluation");
        attention.train();
        Assert.NotEqual(0, (output - attention.call(tokens)).abs().max().ToDouble());
    }

    /// <summary>All blocks give 0, and positions are 0: what is left is stem, token order and head.</summary>
    private static InpaintingGenerator Hollow(TransGanOptions options)
    {
        using var constants = no_grad();
        var generator = new TransGan(options).CreateGenerator(64);
        foreach (var (name, parameter) in generator.named_parameters())
        {
            if (name.EndsWith("pos_embed", StringComparison.Ordinal) || name.Contains("attn.proj.", StringComparison.Ordinal)
                || name.Contains("mlp.fc2.", StringComparison.Ordinal))
                parameter.zero_();
        }

        return generator;
    }

    private static long Parameters(nn.Module network) => network.parameters().Sum(p => p.numel());
}
