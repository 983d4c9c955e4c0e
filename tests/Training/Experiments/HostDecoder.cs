using InpaintLab.Imaging;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Experiments;

/// <summary>
/// Stands in for a GPU's decoder: our own, as the CPU's path has it. Of a grey picture it fills the first channel alone, and a broken file
/// fails without saying which one it was, as there.
/// </summary>
internal sealed class HostDecoder : IJpegDecoder
{
    /// <summary>How many files each call got.</summary>
    public List<int> Calls { get; } = [];

    public bool IsDisposed { get; private set; }

    public Tensor Decode(Tensor[] files, Func<IReadOnlyList<Tensor>, Tensor> use)
    {
        Calls.Add(files.Length);
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(use([.. files.Select(file => Picture(file.data<byte>().ToArray()))]));
    }

    public void Dispose() => IsDisposed = true;

    private static Tensor Picture(byte[] file)
    {
        ImageBuffer image;
        try
        {
            image = ImageFile.Decode("a file", file);
        }
        catch (ImageFileException)
        {
            throw new TorchException("status 2", TorchErrorKind.Other);
        }

        var planes = tensor(image.Bytes.ToArray(), [image.Height, image.Width, image.Channels]).permute(2, 0, 1);
        return image.Channels == 3 ? planes.contiguous() : cat([planes, zeros_like(planes), zeros_like(planes)]);
    }
}
