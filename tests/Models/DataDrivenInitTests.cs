using InpaintLab.Models;
using InpaintLab.Models.Families;
using InpaintLab.Models.Initialisation;
using InpaintLab.Models.Layers;
using InpaintLab.Tests.Contracts;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Models;

public class DataDrivenInitTests
{
    [Theory]
    [InlineData(GatedConvVariant.DeepfillV2)]
    [InlineData(GatedConvVariant.SelfAttention)]
    [InlineData(GatedConvVariant.Unet)]
    public void Every_gated_layer_gives_an_output_of_size_one(GatedConvVariant variant)
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        manual_seed(3);
        using var generator = new GatedConv(new GatedConvOptions { Variant = variant, Width = 4 }).CreateGenerator(64);
        var (image, mask) = (FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        DataDrivenInit.Apply(generator, image, mask);

        var sizes = OutputSizes(generator, image, mask);
        Assert.Equal(generator.modules().OfType<GatedConv2d>().Count(), sizes.Count);
        Assert.All(sizes, s => Assert.InRange(s.Value, 0.98, 1.02));
    }

    /// <summary>Root mean square of each gated layer's output, after gating and before normalisation, on this batch.</summary>
    internal static Dictionary<string, double> OutputSizes(InpaintingGenerator generator, Tensor image, Tensor mask)
    {
        var sizes = new Dictionary<string, double>();
        foreach (var (name, module) in generator.named_modules())
        {
            if (module is not GatedConv2d layer)
                continue;
            layer.BeforeConvolution = input =>
            {
                sizes[name] = layer.Gate(layer.Convolution.call(input)).square().mean().sqrt().ToDouble();
                layer.BeforeConvolution = null;
            };
        }

        generator.call(image, mask);
        return sizes;
    }

    [Fact]
    public void Gates_start_open_and_running_statistics_start_anew()
    {
        using var scope = NewDisposeScope();
        using var generator = Initialised(GatedConvVariant.SelfAttention);
        var state = generator.state_dict();
        var bias = state["coarse.conv1.conv.bias"];
        Assertions.Same(zeros(4), bias.narrow(0, 0, 4), "feature bias");
        Assertions.Same(ones(4), bias.narrow(0, 4, 4), "gate bias");
        Assertions.Same(zeros(4), state["coarse.conv1.norm.running_mean"], "running mean");
        Assert.Equal(0, state["coarse.conv1.norm.num_batches_tracked"].ToInt64());
        Assert.True(generator.training);
    }

    [Fact]
    public void It_is_over_when_it_returns()
    {
        using var scope = NewDisposeScope();
        using var constants = no_grad();
        using var generator = Initialised(GatedConvVariant.Unet);
        var before = generator.state_dict().ToDictionary(e => e.Key, e => e.Value.clone());
        generator.call(FamilyCases.Images(64, 64) * 0.1, FamilyCases.Masks(64, 64));
        Assert.All(generator.state_dict(), e => Assertions.Same(before[e.Key], e.Value, e.Key));
    }

    [Fact]
    public void A_batch_that_says_nothing_is_refused()
    {
        using var scope = NewDisposeScope();
        using var generator = new GatedConv(new GatedConvOptions { Variant = GatedConvVariant.Unet, Width = 2 }).CreateGenerator(64);
        var error = Assert.Throws<ArgumentException>(() => DataDrivenInit.Apply(generator, zeros([1, 3, 32, 32]), zeros([1, 1, 32, 32])));
        Assert.Contains("'stem'", error.Message, StringComparison.Ordinal);
    }

    private static InpaintingGenerator Initialised(GatedConvVariant variant)
    {
        var generator = new GatedConv(new GatedConvOptions { Variant = variant, Width = 4 }).CreateGenerator(64);
        DataDrivenInit.Apply(generator, FamilyCases.Images(64, 64), FamilyCases.Masks(64, 64));
        return generator;
    }
}
