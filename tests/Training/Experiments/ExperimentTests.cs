using InpaintLab.Core.Errors;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Experiments;

public sealed class ExperimentTests
{
    [Theory]
    [InlineData("unet")]
    [InlineData("self-attention")]
    [InlineData("deepfill-v2")]
    public void Creating_networks_leaves_nothing_alive_but_their_weights_and_buffers(string variant)
    {
        var experiment = TinyRun.Experiment($"model.variant={variant}", "resolution=64");
        var before = LiveTensors.Settled();
        using (var generator = experiment.CreateGenerator())
        using (var discriminator = experiment.CreateDiscriminator())
        {
            nn.Module[] networks = [generator, discriminator];
            Assert.Equal(before + networks.Sum(n => n.parameters().Count() + n.buffers().Count()), LibTorch.LiveTensors);
        }

        Assert.Equal(before, LibTorch.LiveTensors);
    }

    [Fact]
    public void The_seed_decides_the_first_weights_whatever_was_drawn_before()
    {
        float[] Weights(long seed)
        {
            manual_seed(Environment.TickCount64);
            using var generator = TinyRun.Experiment($"seed={seed}").CreateGenerator();
            return [.. generator.parameters().SelectMany(p => p.data<float>().ToArray())];
        }

        Assert.Equal(Weights(1), Weights(1));
        Assert.NotEqual(Weights(1), Weights(2));
    }

    [Fact]
    public void A_metric_of_the_registry_knows_its_direction_and_unit()
    {
        var metrics = TinyRun.Experiment("evaluation.metrics=[psnr, l1, ssim]").Metrics;
        (string, bool, string)[] expected = [("psnr", true, "dB"), ("l1", false, "%"), ("ssim", true, "")];
        Assert.Equal(expected, metrics.Select(m => (m.Name, m.HigherIsBetter, m.Unit)));
        Assert.Contains("psnr", Assert.Throws<UserErrorException>(() => new NamedMetric("psrn")).Message, StringComparison.Ordinal);
    }
}
