using InpaintLab.Core.Errors;
using InpaintLab.Metrics.Distribution;
using InpaintLab.Metrics.Networks;
using InpaintLab.Tests.Models;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics.Networks;

/// <summary>The features of FID against a network written anew in Python (tests/Parity/inception.py).</summary>
public sealed class InceptionV3Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_deepest_features_are_the_golden_s_and_those_of_no_network_that_lacks_a_peculiarity()
    {
        using var scope = NewDisposeScope();
        var golden = Golden.Read("inception");
        using var network = new InceptionV3(2048);
        var features = Features(network);
        golden.Check("features.2048", features);

        var sampled = features.index_select(1, arange(0, 2048, 16, ScalarType.Int64));
        var quirks = golden.Keys("without.").ToList();
        Assert.Equal(7, quirks.Count);
        foreach (var quirk in quirks)
        {
            var other = golden.Input($"without.{quirk}").to(ScalarType.Float64);
            var apart = (other - sampled).abs().amax([0, 1]).ToDouble() / sampled.abs().amax([0, 1]).ToDouble();
            Assert.True(apart > 1e-3, $"{quirk}: ours is {apart:g2} from a network without it");
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(192)]
    [InlineData(768)]
    public void Features_of_the_earlier_layers_are_the_golden_s(int layer)
    {
        using var scope = NewDisposeScope();
        using var network = new InceptionV3(layer);
        Golden.Read("inception").Check($"features.{layer}", Features(network));
    }

    [Theory]
    [InlineData("enlarged", 40, 56)]
    [InlineData("reduced", 420, 350)]
    public void Images_are_resized_without_antialias_and_scaled(string name, int height, int width)
    {
        using var scope = NewDisposeScope();
        var prepared = FeatureExtractor.Prepare(Seeded.Uniform(name, 3, height, width).unsqueeze(0)).squeeze(0);
        Assert.Equal([3, 299, 299], prepared.shape);
        var sampled = prepared.index_select(1, arange(0, 299, 23, ScalarType.Int64)).index_select(2, arange(0, 299, 29, ScalarType.Int64));
        Golden.Read("inception").Check($"resized.{name}", sampled);
    }

    [Fact]
    public void The_extractor_resizes_scales_and_keeps_the_order_whatever_the_batch()
    {
        using var scope = NewDisposeScope();
        var path = Path.Combine(_folder, "seeded.safetensors");
        using (var network = new InceptionV3(192))
            Seeded.Write(path, network);
        using var extractor = FeatureExtractor.FromFile(FeatureSource.Fid(192), path, CPU);
        var image = Seeded.Uniform("enlarged", 3, 40, 56).unsqueeze(0);
        var other = zeros_like(image);
        var before = LibTorch.LiveTensors;
        var features = extractor.Extract(cat([.. Enumerable.Repeat(other, 8), image]));
        Assert.Equal(before + 2, LibTorch.LiveTensors);
        Assert.Equal([9, 192], features.shape);
        Assertions.Close(Golden.Read("inception").Input("whole"), features.narrow(0, 8, 1), 2e-5, "whole");
        Assert.Equal(("fid-inception", 192), (extractor.Provenance.Weights, extractor.Provenance.Layer));
        Assert.Equal(InpaintLab.Core.Weights.WeightsStore.HashOf(path), extractor.Provenance.Sha256);
    }

    [Fact]
    public void A_missing_and_a_misshapen_tensor_are_named()
    {
        var path = Path.Combine(_folder, "damaged.safetensors");
        using (var network = new InceptionV3(192))
        {
            Seeded.Write(path, network, weights =>
            {
                weights.Remove("Conv2d_2a_3x3.bn.running_var");
                weights["Conv2d_3b_1x1.conv.weight"] = zeros([80, 64, 3, 3]);
                weights["Conv2d_1a_3x3.bn.bias"] = full([32], double.NaN, ScalarType.Float32);
                weights["fc.weight"] = zeros([2, 2]);
            });
        }

        var error = Assert.Throws<UserErrorException>(() => FeatureExtractor.FromFile(FeatureSource.Fid(192), path, CPU));
        Assert.Contains(path, error.Message);
        Assert.Contains("expected tensor 'Conv2d_2a_3x3.bn.running_var' [32], found none", error.Message);
        Assert.Contains("expected tensor 'Conv2d_3b_1x1.conv.weight' [80, 64, 1, 1], found [80, 64, 3, 3]", error.Message);
        Assert.Contains("'Conv2d_1a_3x3.bn.bias': expected finite numbers", error.Message);
        Assert.DoesNotContain("fc.weight", error.Message);
    }

    [Fact]
    public void Keys_are_those_of_the_published_weights()
    {
        using var scope = NewDisposeScope();
        var path = RepositoryRoot.Shared("weights/inception-v3-keras-to-mixed7a.safetensors");
        using var extractor = FeatureExtractor.FromFile(new FeatureSource(FeatureSource.KerasWeights, 768), path, CPU);
        var features = extractor.Extract(stack([zeros([3, 64, 64]), Seeded.Uniform("colour", 3, 64, 64).to(ScalarType.Float32)]));
        Assert.True(features.isfinite().all().ToBoolean());
        Assert.True((features.select(0, 0) - features.select(0, 1)).abs().max().ToDouble() > 0.1);
        Assert.Throws<UserErrorException>(() => FeatureExtractor.FromFile(FeatureSource.Fid(2048), path, CPU));
    }

    private static Tensor Features(InceptionV3 network)
    {
        Seeded.Fill(network);
        using var constants = no_grad();
        return network.call((Seeded.Uniform("input", 2, 3, 107, 123) * 2) - 1);
    }
}
