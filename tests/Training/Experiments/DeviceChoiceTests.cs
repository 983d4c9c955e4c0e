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
        Assert.Contains($"{LibTorch.CudaDeviceCount} CUDA device(s)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cuda_is_the_first_gpu_or_refused()
    {
        if (LibTorch.CudaDeviceCount > 0)
            Assert.Equal(0, DeviceChoice.Of("cuda").index);
        else
            Assert.Throws<UserErrorException>(() => DeviceChoice.Of("cuda"));
    }
}
