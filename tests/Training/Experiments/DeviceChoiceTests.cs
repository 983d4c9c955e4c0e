using InpaintLab.Core.Errors;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using TorchSharp;

namespace InpaintLab.Tests.Training.Experiments;

public sealed class DeviceChoiceTests
{
    [Fact]
    public void Cpu_is_the_cpu() => Assert.Equal(DeviceType.CPU, DeviceChoice.Of("cpu").type);

    [Fact]
    public void Auto_is_a_gpu_where_there_is_one() =>
        Assert.Equal(LibTorch.CudaDeviceCount > 0 ? DeviceType.CUDA : DeviceType.CPU, DeviceChoice.Of("auto").type);

    [Fact]
    public void A_gpu_that_is_not_there_is_refused_with_what_is_there()
    {
        var error = Assert.Throws<UserErrorException>(() => DeviceChoice.Of("cuda:99"));
        Assert.Contains("received 'cuda:99'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"libtorch {LibTorch.Version} sees cpu", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_is_the_first_gpu_or_refused()
    {
        if (LibTorch.CudaDeviceCount > 0)
            Assert.Equal(0, DeviceChoice.Of("cuda").index);
        else
            Assert.Throws<UserErrorException>(() => DeviceChoice.Of("cuda"));
    }

    [Theory]
    [InlineData("auto", 2, 0)]
    [InlineData("cuda", 2, 0)]
    [InlineData("cuda:1", 2, 1)]
    public void Each_of_several_gpus_can_be_chosen(string text, int gpus, int index)
    {
        var device = DeviceChoice.Of(text, gpus);
        Assert.Equal((DeviceType.CUDA, index), (device.type, device.index));
    }

    [Theory]
    [InlineData("cuda:2", 2, "sees cpu, cuda:0, cuda:1.")]
    [InlineData("cuda", 0, "sees cpu alone.")]
    [InlineData("cuda:12", 12, "sees cpu, cuda:0 to cuda:11.")]
    public void An_absent_gpu_is_an_error_that_names_those_that_are_there(string text, int gpus, string expected)
    {
        var error = Assert.Throws<UserErrorException>(() => DeviceChoice.Of(text, gpus));
        Assert.Contains($"received '{text}'", error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }
}
