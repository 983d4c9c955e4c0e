using InpaintLab.Core.Errors;
using InpaintLab.Imaging;
using InpaintLab.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>JPEG decoding on a GPU by the torchvision that belongs to the PyTorch in use.</summary>
public sealed class TorchvisionDecoder : IJpegDecoder
{
    private const string Option = "training.decode: gpu";

    private readonly Device _device;
    private readonly SideStream _stream;

    private TorchvisionDecoder(Device device) => (_device, _stream) = (device, new SideStream(device));

    /// <summary>A decoder for a device, which has decoded a picture for a trial; the caller disposes it.</summary>
    /// <exception cref="UserErrorException">It is no GPU, or there is no torchvision that decodes on it.</exception>
    public static TorchvisionDecoder Open(Device device)
    {
        if (device.type != DeviceType.CUDA)
            throw new UserErrorException($"{Option}: expected a CUDA device, received device {device}; use decode: cpu");
        if (Torchvision.MissingOnGpu is { } missing)
            throw new UserErrorException($"{Option}: {missing}");
        var decoder = new TorchvisionDecoder(device);
        try
        {
            using var scope = NewDisposeScope();
            decoder.Decode([tensor(ImageFile.Encode(".jpg", new ImageBuffer(16, 16, 3)))], pictures => pictures[0].clone());
            return decoder;
        }
        catch (TorchException e)
        {
            decoder.Dispose();
            throw new UserErrorException($"{Option}: torchvision cannot decode on device {device}: {e.Message}", e);
        }
    }

    /// <summary>Why a GPU cannot decode JPEG here; null when it can, which is tried.</summary>
    public static string? WhyNot(Device device)
    {
        try
        {
            Open(device).Dispose();
            return null;
        }
        catch (UserErrorException e)
        {
            return e.Message[(Option.Length + 2)..];
        }
    }

    /// <inheritdoc/>
    public Tensor Decode(Tensor[] files, Func<IReadOnlyList<Tensor>, Tensor> use) => _stream.Do(() =>
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(use(Torchvision.DecodeJpegs(files, _device)));
    });

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
