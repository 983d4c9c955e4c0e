using InpaintLab.Models;
using InpaintLab.Models.Families;
using InpaintLab.Models.Layers;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

/// <summary>The transformers and every gradient against the independent version in Python (tests/Parity/transgan.py).</summary>
public class TransGanParityTests
{
    private static readonly TransGanOptions Windowed = new()
    {
        Widths = [64, 16, 4],
        Depths = [1, 2, 1],
        Heads = [2, 2, 1],
        Inject = TransGanInjection.Patch,
        Window = 8,
    };

    private static readonly TransGanOptions Convolutional = new()
    {
        Widths = [32, 8, 2],
        Depths = [1, 1, 1],
        Heads = [4, 1, 2],
        Norm = TokenNormKind.Pn,
        Stem = TransGanStem.Conv,
    };

    [Fact]
    public void Generator_with_windows_and_injection() => CheckGenerator("generator_transgan", new TransGan(Windowed));

    [Fact]
    public void Generator_with_convolutional_stem_and_pixel_norm() => CheckGenerator("generator_transgan_conv_pn", new TransGan(Convolutional));

    [Fact]
    public void Plain_vision_transformer() =>
        CheckGenerator("generator_vit", new Vit(new VitOptions { Patch = 8, Width = 24, Depth = 2, Heads = 3 }));

    [Fact]
    public void Discriminator_with_class_token() =>
        CheckDiscriminator("discriminator_transgan", new TransGanOptions { DiscriminatorWidth = 8 });

    [Fact]
    public void Discriminator_that_judges_tokens_and_sees_no_mask() =>
        CheckDiscriminator(
            "discriminator_transgan_tokens",
            new TransGanOptions { DiscriminatorWidth = 8, Norm = TokenNormKind.Pn, Head = TransGanHead.Tokens, Condition = false });

    [Fact]
    public void Cifar_generator() => CheckThrough("transgan_cifar_generator", golden => new TransGanCifarGenerator(
        (long)golden.Number("latent"), (long)golden.Number("width"), (long)golden.Number("heads"), (long)golden.Number("bottom"), [1, 2, 1]));

    [Fact]
    public void Cifar_discriminator() => CheckThrough("transgan_cifar_discriminator", golden => TransGanCifarDiscriminator.Create(
        (int)golden.Number("width"), (int)golden.Number("side"), (int)golden.Number("depth")));

    [Fact]
    public void Bicubic_upsampling_of_tokens()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("token_bicubic");
        var x = golden.Input("x").requires_grad_();
        var output = TokenGrid.Bicubic(x);
        (output * golden.Input("output_grad")).sum().backward();
        golden.Check("output", output);
        golden.Check("input_grad.x", x.grad!);
    }

    private static void CheckGenerator(string name, IModelFamily family)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(name);
        using var generator = golden.Into(family.CreateGenerator(32));
        golden.CheckGenerator(generator);
    }

    private static void CheckDiscriminator(string name, TransGanOptions options)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(name);
        using var discriminator = golden.Into(new TransGan(options).CreateDiscriminator(32));
        golden.CheckDiscriminator(discriminator);
    }

    // In evaluation mode: the discriminator's noise is drawn in training only.
    private static void CheckThrough(string name, Func<Golden, nn.Module<Tensor, Tensor>> create)
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read(name);
        using var network = golden.Into(create(golden));
        network.eval();
        var x = golden.Input("x").requires_grad_();
        var output = network.call(x);
        (output * golden.Input("output_grad")).sum().backward();
        golden.Check("output", output);
        golden.Check("input_grad.x", x.grad!);
        golden.CheckGradients(network);
    }
}
