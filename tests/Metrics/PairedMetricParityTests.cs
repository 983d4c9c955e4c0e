using InpaintLab.Metrics.Paired;
using InpaintLab.Torch.Safetensors;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Metrics;

/// <summary>Metrics against scikit-image and numpy (tests/Parity/metrics.py), to 1e-6.</summary>
public class PairedMetricParityTests
{
    [Theory]
    [InlineData("random_64x64")]
    [InlineData("smooth_64x64")]
    [InlineData("smooth_48x80")]
    [InlineData("least_11x11")]
    public void Metrics_of_a_composite(string name)
    {
        using var scope = NewDisposeScope();
        var golden = SafetensorsFile.Load(Path.Combine(AppContext.BaseDirectory, "Parity", "metrics.safetensors"));
        var (truth, mask) = (Batch("truth"), Batch("mask"));
        var composite = truth.lerp(Batch("prediction"), mask);
        var options = new PairedMetricOptions();
        var metrics = new Dictionary<string, IPairedMetric>
        {
            ["l1"] = new L1(options),
            ["l1_hole"] = new L1Hole(options),
            ["psnr"] = new Psnr(options),
            ["psnr_hole"] = new PsnrHole(options),
            ["ssim"] = new Ssim(options),
        };
        foreach (var (key, metric) in metrics)
        {
            var expected = golden[$"{name}.{key}"].to(ScalarType.Float64).view(-1).data<double>().ToArray()[0];
            Assert.Equal(expected, metric.Compute(truth, composite, mask).data<double>().ToArray()[0], 1e-6);
        }

        Tensor Batch(string key) => golden[$"{name}.{key}"].unsqueeze(0).to(ScalarType.Float64);
    }
}
