using InpaintLab.Core.Errors;
using InpaintLab.Torch;
using TorchSharp;

namespace InpaintLab.Training.Experiments;

/// <summary>Turns a spec's <c>device</c> into a device that is there.</summary>
public static class DeviceChoice
{
    /// <summary>The device: auto is the first GPU where there is one, else the CPU.</summary>
    /// <param name="text">auto, cpu, cuda or cuda:N.</param>
    /// <exception cref="UserErrorException">No such device on this machine.</exception>
    public static torch.Device Of(string text) => Of(text, text == "cpu" ? 0 : LibTorch.CudaDeviceCount);

    /// <summary>The same on a machine with so many GPUs.</summary>
    internal static torch.Device Of(string text, int gpus)
    {
        if (text == "auto")
            return new torch.Device(gpus > 0 ? "cuda:0" : "cpu");
        var device = new torch.Device(text == "cuda" ? "cuda:0" : text);
        if (device.type == DeviceType.CUDA && device.index >= gpus)
        {
            var there = gpus switch
            {
                0 => "cpu alone",
                <= 8 => $"cpu, {string.Join(", ", Enumerable.Range(0, gpus).Select(i => $"cuda:{i}"))}",
                _ => $"cpu, cuda:0 to cuda:{gpus - 1}",
            };
            throw new UserErrorException(
                $"device: expected one that is here, received '{text}'; libtorch {LibTorch.Version} sees {there}. Use device: auto or "
                    + "one of these.");
        }

        return device;
    }
}
