using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>Decodes JPEG files on the device that batches go to. For one thread.</summary>
public interface IJpegDecoder : IDisposable
{
    /// <summary>Decodes files and makes one tensor of their pictures.</summary>
    /// <param name="files">The bytes of each, vectors of uint8 on the CPU.</param>
    /// <param name="use">
    /// Gets the pictures as they are stored: RGB, each 3 x height x width, uint8, on the device (of a grey one the first channel counts),
    /// of the scope that is open. They are gone when it returns.
    /// </param>
    /// <returns>What <paramref name="use"/> returned, of the caller's dispose scope.</returns>
    /// <exception cref="Torch.TorchException">One of the files cannot be decoded.</exception>
    Tensor Decode(Tensor[] files, Func<IReadOnlyList<Tensor>, Tensor> use);
}
