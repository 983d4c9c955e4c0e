using InpaintLab.Tests.Models;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Torch.Functional;

/// <summary>Gradients of strided convolutions in bfloat16 are right where the image is narrower than the stride, whatever freed memory holds.</summary>
public sealed class NarrowConvolutionTests
{
    [Theory]
    [InlineData(1, 1, 5, 2, 2, ScalarType.Float32)]
    [InlineData(1, 1, 5, 2, 2, ScalarType.BFloat16)]
    [InlineData(3, 1, 3, 1, 2, ScalarType.Float32)]
    [InlineData(2, 2, 3, 1, 3, ScalarType.Float32)]
    [InlineData(2, 2, 5, 2, 2, ScalarType.Float32)]
    public void Gradients_in_bfloat16_are_about_those_in_single_precision(long height, long width, long kernel, long padding, long stride, ScalarType type)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        for (var repeat = 0; repeat < 4; repeat++)
        {
            var image = randn([2, 8, height, width]).to(ScalarType.BFloat16).to(type).ToMemoryFormat(MemoryFormat.ChannelsLast);
            var weight = randn([8, 8, kernel, kernel]).ToMemoryFormat(MemoryFormat.ChannelsLast);
            var bias = randn([8]);
            var (single, mixed) = (Gradients(image.to(ScalarType.Float32), region: false), Gradients(image, region: true));
            foreach (var (expected, received) in single.Zip(mixed))
                Assertions.Close(expected, received.to(ScalarType.Float32), 0.03, "gradient");

            Tensor[] Gradients(Tensor input, bool region)
            {
                Tensor[] leaves = [.. new[] { input, weight, bias }.Select(t => t.detach().clone().requires_grad_(true))];
                using var autocast = new Autocast(DeviceType.CPU, enabled: region);
                FillFreedMemory();
                var result = nn.functional.conv2d(leaves[0], leaves[1], leaves[2], [stride, stride], [padding, padding]);
                Assert.Equal(region ? ScalarType.BFloat16 : ScalarType.Float32, result.dtype);
                FillFreedMemory();
                result.to(ScalarType.Float32).square().sum().backward();
                return [.. leaves.Select(l => l.grad!)];
            }
        }
    }

    [Fact]
    public void Without_a_region_the_precision_is_that_of_the_input()
    {
        using var scope = NewDisposeScope();
        var (image, weight) = (ones([1, 2, 1, 1]), full([3, 2, 3, 3], 0.5, device: CPU));
        Assert.Equal(ScalarType.Float32, nn.functional.conv2d(image, weight, null, [2, 2], [1, 1]).dtype);
        var lower = nn.functional.conv2d(image.to(ScalarType.BFloat16), weight.to(ScalarType.BFloat16), null, [2, 2], [1, 1]);
        Assert.Equal(ScalarType.BFloat16, lower.dtype);
        Assert.Equal(3, lower.to(ScalarType.Float32).sum().item<float>());
    }

    private static void FillFreedMemory()
    {
        using var scope = NewDisposeScope();
        for (var size = 64; size <= 1 << 14; size *= 2)
        {
            for (var i = 0; i < 20; i++)
                _ = full([size], float.NaN, device: CPU);
        }
    }
}
