using InpaintLab.Core.Errors;
using InpaintLab.Core.Weights;
using InpaintLab.Metrics.Paired;
using InpaintLab.Metrics.Perceptual;
using InpaintLab.Tests.Models;
using InpaintLab.Torch.Safetensors;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics.Perceptual;

/// <summary>Perceptual distances against networks written anew in Python (tests/Parity/lpips.py).</summary>
public sealed class PerceptualMetricTests : IDisposable
{
    private static readonly PairedMetricOptions Options = new();

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => ["lpips", "lpips-vgg", "lpips-squeeze", "pd-squeezenet(keras)"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Distances_of_images_are_the_golden_s(string name)
    {
        using var scope = NewDisposeScope();
        var metric = Loaded(name);
        var (truth, result) = Images();
        var mask = ones([2, 1, 61, 70]);
        var values = metric.Compute(truth, result, mask);
        Assertions.Close(Golden.Read("lpips").Input(name), values, 2e-5, name);
        Assert.Equal([0, 0], metric.Compute(truth, truth, mask).data<double>().ToArray());
        Assert.Equal(values.data<double>().ToArray()[1], metric.Compute(truth.narrow(0, 1, 1), result.narrow(0, 1, 1), mask.narrow(0, 1, 1)).ToDouble(), 1e-6);
    }

    [Fact]
    public void Images_too_small_for_the_network_are_refused()
    {
        using var scope = NewDisposeScope();
        var image = zeros([1, 3, 31, 40]);
        var error = Assert.Throws<UserErrorException>(() => Loaded("lpips").Compute(image, image, zeros([1, 1, 31, 40])));
        Assert.Contains("AlexNet: expected images of at least 32 x 32 px, received 31 x 40", error.Message);
    }

    [Fact]
    public void Absent_weights_are_named_with_the_command_that_brings_them()
    {
        var error = Assert.Throws<UserErrorException>(() => new LpipsAlex(Options).Load(new WeightsStore(_folder)));
        Assert.Contains("inpaintlab weights fetch alexnet", error.Message);
        Assert.Equal(["alexnet", "lpips-alex"], new LpipsAlex(Options).Weights);
    }

    [Fact]
    public void The_published_heads_and_backbones_fit()
    {
        using var scope = NewDisposeScope();
        var (truth, result) = Images();
        foreach (var (name, heads) in new[] { ("lpips", "alex"), ("lpips-vgg", "vgg"), ("lpips-squeeze", "squeeze") })
        {
            var value = Loaded(name, heads: RepositoryRoot.Shared($"weights/lpips-lin-{heads}.safetensors")).Compute(truth, result, ones([2, 1, 61, 70]));
            Assert.True(value.gt(0).all().ToBoolean(), name);
        }

        var keras = new PerceptualSqueezeNetKeras(Options);
        keras.Load(RepositoryRoot.Shared("weights/squeezenet1_1-keras-notop.safetensors"), null);
        var far = keras.Compute(truth, result, ones([2, 1, 61, 70]));
        var near = keras.Compute(truth, truth.lerp(result, full_like(truth, 0.1)), ones([2, 1, 61, 70]));
        Assert.True(near.lt(far).all().ToBoolean());
    }

    private static (Tensor Truth, Tensor Result) Images()
    {
        var truth = Seeded.Uniform("truth", 2, 3, 61, 70);
        return (truth, truth + ((Seeded.Uniform("result", 2, 3, 61, 70) - truth) * 0.3));
    }

    private PerceptualMetric Loaded(string name, string? heads = null)
    {
        PerceptualMetric metric = name switch
        {
            "lpips" => new LpipsAlex(Options),
            "lpips-vgg" => new LpipsVgg(Options),
            "lpips-squeeze" => new LpipsSqueeze(Options),
            _ => new PerceptualSqueezeNetKeras(Options),
        };
        var backbone = Path.Combine(_folder, "backbone.safetensors");
        using (var network = metric.CreateNetwork())
            Seeded.Write(backbone, network);
        metric.Load(backbone, metric.Weights.Count == 1 ? null : heads ?? Heads(name));
        return metric;
    }

    private string Heads(string name)
    {
        using var scope = NewDisposeScope();
        long[] channels = name switch
        {
            "lpips" => [64, 192, 384, 256, 256],
            "lpips-vgg" => [64, 128, 256, 512, 512],
            _ => [64, 128, 256, 384, 384, 512, 512],
        };
        var path = Path.Combine(_folder, "heads.safetensors");
        SafetensorsWriter.Write(path, channels.Select((c, i) => $"lin{i}.model.1.weight").Zip(channels, (key, c) =>
            KeyValuePair.Create(key, Seeded.Weights(key, [1, c, 1, 1]).to(ScalarType.Float32))));
        return path;
    }
}
