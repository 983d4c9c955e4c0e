using InpaintLab.Classical;
using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Torch;
using static TorchSharp.torch;

namespace InpaintLab.Training.Experiments;

/// <summary>A classical method in the place of a network, for evaluations: it has no parameters and takes every size.</summary>
/// <param name="method">The method.</param>
public sealed class ClassicalFamily(IClassicalMethod method) : IModelFamily
{
    /// <inheritdoc/>
    public int SizeMultiple => 1;

    /// <inheritdoc/>
    public int DiscriminatorMinimumSize => 1;

    /// <inheritdoc/>
    public InpaintingGenerator CreateGenerator(int resolution) => new ClassicalGenerator(method);

    /// <inheritdoc/>
    public InpaintingDiscriminator? CreateDiscriminator(int resolution) => null;
}

/// <summary>
/// The method on the images of a batch, on the CPU: each is rounded to 8 bits, as image files have them, and inpainted by one thread. Like
/// a network it gets the masked image, so it cannot see what is in the hole.
/// </summary>
internal sealed class ClassicalGenerator(IClassicalMethod method) : InpaintingGenerator("classical", 1)
{
    /// <inheritdoc/>
    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var (count, height, width) = ((int)masked.shape[0], (int)masked.shape[2], (int)masked.shape[3]);
        var area = height * width;
        var images = BatchTensors.ToUnitRange(masked).cpu().contiguous().data<float>().ToArray();
        var holes = Array.ConvertAll(mask.cpu().contiguous().data<float>().ToArray(), value => (byte)value);
        var work = ClassicalWork.Default with { Threads = 1 };
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = LibTorch.Threads }, i =>
        {
            var planes = images.AsMemory(3 * area * i, 3 * area).Span;
            var image = ImageBuffer.FromPlanar(planes, 3, height, width);
            method.Inpaint(image, holes.AsSpan(area * i, area), work).CopyPlanarTo(planes, 3);
        });
        return new Prediction(null, tensor(images, masked.shape, device: masked.device).mul_(2).sub_(1));
    }
}
