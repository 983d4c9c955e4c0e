using InpaintLab.Torch.Interop;
using static TorchSharp.torch;

namespace InpaintLab.Torch;

/// <summary>
/// The operators on image files that torchvision registers when its library is loaded: the one way to decode JPEG on a GPU (nvJPEG) that a
/// PyTorch brings along. Loaded on the first use.
/// </summary>
public static class Torchvision
{
    private const int Rgb = 3;
    private const string OnCpu = "image::decode_jpeg";
    private const string OnGpu = "image::decode_jpegs_cuda";

    private static readonly Lazy<string?> s_missing = new(() => OperatorLibrary.Has(OnCpu) ? null : TorchvisionLibrary.Load(OnCpu));

    /// <summary>Why its operators are not here: what was looked for and where; null when they are.</summary>
    public static string? Missing => s_missing.Value;

    /// <summary>Why no GPU decodes images by it; null when the operator is there, which needs 0.19 or newer.</summary>
    public static string? MissingOnGpu => Missing
        ?? (OperatorLibrary.Has(OnGpu) ? null : $"this torchvision has no operator {OnGpu}; expected torchvision 0.19 or newer");

    /// <summary>Decodes a JPEG on the CPU, as it is stored: EXIF orientation is not looked at.</summary>
    /// <param name="file">The file's bytes, a vector of uint8 on the CPU.</param>
    /// <returns>RGB, 3 x height x width, uint8, of the caller's dispose scope.</returns>
    /// <exception cref="NotSupportedException">See <see cref="Missing"/>.</exception>
    /// <exception cref="TorchException">It cannot be decoded.</exception>
    public static Tensor DecodeJpeg(Tensor file)
    {
        Require(Missing);
        return Operator.Get(OnCpu).Call(file, Rgb);
    }

    /// <summary>Decodes JPEGs on a GPU, as they are stored.</summary>
    /// <remarks>
    /// The pictures' memory is the current stream's and is written on one of torchvision's, which does not wait for the current one: only
    /// under a <see cref="SideStream"/> is it sure that nothing else still uses that memory.
    /// </remarks>
    /// <param name="files">The files' bytes, vectors of uint8 on the CPU.</param>
    /// <param name="device">A CUDA device.</param>
    /// <returns>RGB, each 3 x height x width, uint8, on the device, of the caller's dispose scope.</returns>
    /// <exception cref="NotSupportedException">See <see cref="MissingOnGpu"/>.</exception>
    /// <exception cref="TorchException">One of them cannot be decoded, or this torchvision was built without nvJPEG.</exception>
    public static Tensor[] DecodeJpegs(Tensor[] files, Device device)
    {
        Require(MissingOnGpu);
        return Operator.Get(OnGpu).CallList(files, Rgb, device);
    }

    private static void Require(string? missing)
    {
        if (missing is not null)
            throw new NotSupportedException($"torchvision: {missing}");
    }
}
