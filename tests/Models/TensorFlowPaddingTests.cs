using InpaintLab.Core.Errors;
using InpaintLab.Models.Families;
using InpaintLab.Models.Layers;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

public sealed class TensorFlowPaddingTests
{
    [Fact]
    public void The_generator_with_TensorFlows_padding_and_all_gradients_equal_the_independent_version()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("generator_deepfill_v2_tensorflow");
        var options = new GatedConvOptions { Width = (int)golden.Number("width"), Padding = PaddingKind.Tensorflow };
        using var generator = golden.Into(new GatedConv(options).CreateGenerator(64));
        golden.CheckGenerator(generator);
    }

    [Fact]
    public void The_paddings_differ()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("generator_deepfill_v2_tensorflow");
        using var symmetric = golden.Into(new GatedConv(new GatedConvOptions { Width = (int)golden.Number("width") }).CreateGenerator(64));
        var refined = symmetric.call(golden.Input("image"), golden.Input("mask")).Refined;
        Assert.ThrowsAny<Exception>(() => golden.Check("refined", refined));
    }

    [Theory]
    [InlineData(GatedConvVariant.Unet)]
    [InlineData(GatedConvVariant.SelfAttention)]
    public void Variants_without_TensorFlow_weights_refuse_it(GatedConvVariant variant)
    {
        var error = Assert.Throws<UserErrorException>(() => new GatedConv(new GatedConvOptions { Variant = variant, Padding = PaddingKind.Tensorflow }));
        Assert.Contains("padding 'tensorflow' is for variant 'deepfill-v2'", error.Message, StringComparison.Ordinal);
    }
}
