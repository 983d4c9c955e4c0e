using InpaintLab.Core.Errors;
using InpaintLab.Torch;
using TorchSharp;

namespace InpaintLab.Training.Experiments;

/// <summary>Turns a spec's <c>device</c> into a device that is there.</summary>
public static class DeviceChoice
{
    /// <summary>The device: auto is CUDA where there is one, else the CPU.</summary>
    /// <param name="text">auto, cpu, cuda or cuda:N.</param>
    /// <exception cref="UserErrorException">No such device on this machine.</exception>
    public static torch.Device Of(string text)
    {
        var count = text == "cpu" ? 0 : LibTorch.CudaDeviceCount;
        if (text == "auto")
            return new torch.Device(count > 0 ? "cuda:0" : "cpu");
        var device = new torch.Device(text == "cuda" ? "cuda:0" : text);
        if (device.type == DeviceType.CUDA && device.index >= count)
        {
            throw new UserErrorException(
                $"device: expected one that is here, received '{text}'; libtorch {LibTorch.Version} sees {count} CUDA device(s). Use device: auto or cpu.");
        }

        return device;
    }
}
