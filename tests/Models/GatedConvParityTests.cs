using InpaintLab.Models;
using InpaintLab.Models.Families;
using InpaintLab.Models.Initialisation;
using InpaintLab.Models.Layers;
using InpaintLab.Models.Losses;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>Layers, networks, losses and every gradient against the independent version in Python (tests/Parity/gated_conv.py).</summary>
public class GatedConvParityTests
{
    public static IEnumerable<TheoryDataRow<string, GatedConvVariant>> Generators =>
    [
        new("generator_deepfill_v2", GatedConvVariant.DeepfillV2),
        new("generator_self_attention", GatedConvVariant.SelfAttention),
        new("generator_unet", GatedConvVariant.Unet),
    ];

    public static IEnumerable<TheoryDataRow<string, GatedConvVariant>> Discriminators =>
    [
        new("discriminator_sn_patchgan", GatedConvVariant.Unet),
        new("discriminator_self_attention", GatedConvVariant.SelfAttention),
    ];

    [Fact]
    public void Gated_layer_with_dilation() => CheckLayer("gated_layer_elu_dilated", new GatedConv2d(6, 8, dilation: 2));

    [Fact]
    public void Gated_layer_with_upsampling() => CheckLayer("gated_layer_elu_upsample", new GatedConv2d(6, 8, upsample: true));

    [Fact]
    public void Gated_layer_with_stride_and_norm() =>
        CheckLayer(
            "gated_layer_leaky_stride_norm", new GatedConv2d(6, 8, 4, stride: 2, activation: GatedActivation.LeakyRelu, batchNorm: true));

    [Fact]
    public void Self_attention() => CheckLayer("self_attention", new SelfAttention(16));

    [Theory]
    [InlineData("contextual_attention_fuse", true)]
    [InlineData("contextual_attention_plain", false)]
    public void Contextual_attention(string name, bool fuse)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(name);
        using var layer = new ContextualAttention(fuse);
        var x = golden.Input("x").requires_grad_();
        CheckThrough(golden, layer, layer.call(x, golden.Input("mask")), x);
    }

    [Theory]
    [MemberData(nameof(Generators))]
    public void Generator_and_reconstruction_loss(string name, GatedConvVariant variant)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(name);
        using var generator = golden.Into(Family(golden, variant).CreateGenerator(64));
        golden.CheckGenerator(generator);
        if (variant == GatedConvVariant.SelfAttention)
        {
            var state = generator.state_dict();
            golden.CheckAll("after.", key => state[key]);
            generator.eval();
            var prediction = generator.call(golden.Input("image"), golden.Input("mask"));
            golden.Check("eval.coarse", prediction.Coarse!);
            golden.Check("eval.refined", prediction.Refined);
        }
    }

    [Theory]
    [MemberData(nameof(Discriminators))]
    public void Discriminator_and_hinge_loss(string name, GatedConvVariant variant)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(name);
        using var discriminator = golden.Into(Family(golden, variant).CreateDiscriminator(64));
        golden.Check("before.real_logits", discriminator.call(golden.Input("image"), golden.Input("mask")));
        discriminator.UpdateSpectralNorm();
        golden.CheckDiscriminator(discriminator);
        var state = discriminator.state_dict();
        golden.CheckAll("after.", key => state[key]);
    }

    [Fact]
    public void Adversarial_step_of_a_small_unet()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("adversarial_step");
        var family = new GatedConv(new GatedConvOptions
        {
            Variant = GatedConvVariant.Unet,
            Width = (int)golden.Number("generator_width"),
            DiscriminatorWidth = (int)golden.Number("discriminator_width"),
        });
        using var generator = golden.Into(family.CreateGenerator(64), "generator.");
        using var discriminator = golden.Into(family.CreateDiscriminator(64), "discriminator.");
        var (image, mask) = (golden.Input("image"), golden.Input("mask"));

        var prediction = generator.call(image, mask);
        var composite = Composite.Of(prediction.Refined, image, mask);
        discriminator.UpdateSpectralNorm();
        var logits = discriminator.call(cat([image, composite.detach()]), cat([mask, mask])).chunk(2);
        var discriminatorLoss = HingeLoss.Discriminator(logits[0], logits[1]);
        discriminatorLoss.backward();
        golden.CheckGradients(discriminator, "grad.discriminator.");
        var state = discriminator.state_dict();
        golden.CheckAll("after.discriminator.", key => state[key]);

        Tensor hinge;
        using (discriminator.Freeze())
            hinge = HingeLoss.Generator(discriminator.call(composite, mask));
        var generatorLoss = golden.L1().Compute(prediction, image, mask).Total + (hinge * golden.Number("adversarial_weight"));
        generatorLoss.backward();

        golden.Check("refined", prediction.Refined);
        golden.Check("composite", composite);
        golden.Check("discriminator_loss", discriminatorLoss);
        golden.Check("generator_hinge", hinge);
        golden.Check("generator_loss", generatorLoss);
        golden.CheckGradients(generator, "grad.generator.");
    }

    [Theory]
    [InlineData("data_driven_init_unet", GatedConvVariant.Unet)]
    [InlineData("data_driven_init_self_attention", GatedConvVariant.SelfAttention)]
    public void Data_driven_init_scales_the_same_layers_alike(string name, GatedConvVariant variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        var golden = Golden.Read(name);
        using var generator = golden.Into(Family(golden, variant).CreateGenerator(64));
        var (image, mask) = (golden.Input("image"), golden.Input("mask"));
        DataDrivenInit.Apply(generator, image, mask);

        var sizes = DataDrivenInitTests.OutputSizes(generator, image, mask);
        Assert.Equal(golden.Keys("rms."), sizes.Keys.Order());
        Assert.All(sizes, s => Assert.InRange(s.Value, 0.98, 1.02));
    }

    private static GatedConv Family(Golden golden, GatedConvVariant variant)
    {
        var width = (int)golden.Number("width");
        return new GatedConv(new GatedConvOptions { Variant = variant, Width = width, DiscriminatorWidth = width });
    }

    private static void CheckLayer(string name, nn.Module<Tensor, Tensor> created)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(name);
        using var layer = golden.Into(created);
        var x = golden.Input("x").requires_grad_();
        CheckThrough(golden, layer, layer.call(x), x);
    }

    private static void CheckThrough(Golden golden, nn.Module layer, Tensor output, Tensor x)
    {
        golden.Check("output", output);
        (output * golden.Input("output_grad")).sum().backward();
        golden.Check("input_grad.x", x.grad!);
        if (layer.parameters().Any())
            golden.CheckGradients(layer);
    }
}
