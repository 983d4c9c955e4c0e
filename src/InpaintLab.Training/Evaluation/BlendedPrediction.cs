using InpaintLab.Classical;
using InpaintLab.Imaging;
using InpaintLab.Models;
using InpaintLab.Torch;
using InpaintLab.Training.Experiments;
using static TorchSharp.torch;

namespace InpaintLab.Training.Evaluation;

/// <summary>Blends composites before they are measured, image by image on the CPU, at 16 bits.</summary>
internal static class BlendedPrediction
{
    /// <summary>The composites, blended.</summary>
    /// <param name="blending">How; with none they stay as they are.</param>
    /// <param name="composite">N x 3 x H x W in [-1,1].</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole; each with some known pixel.</param>
    /// <returns>The same shape and range; known pixels keep their exact bits.</returns>
    public static Tensor Of(Blending blending, Tensor composite, Tensor mask)
    {
        if (blending == Blending.None)
            return composite;
        var (count, height, width) = ((int)composite.shape[0], (int)composite.shape[2], (int)composite.shape[3]);
        var area = height * width;
        var values = BatchTensors.ToUnitRange(composite).cpu().contiguous().data<float>().ToArray();
        var holes = Array.ConvertAll(mask.cpu().contiguous().data<float>().ToArray(), value => (byte)value);
        var work = ClassicalWork.Default with { Threads = 1 };
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = LibTorch.Threads }, i =>
        {
            var planes = values.AsMemory(3 * area * i, 3 * area).Span;
            var image = ImageBuffer.FromPlanar(planes, 3, height, width, bitDepth: 16);
            blending.Apply(image, image, holes.AsSpan(area * i, area), work).CopyPlanarTo(planes, 3);
        });
        return Composite.Of(tensor(values, composite.shape, device: composite.device).mul_(2).sub_(1), composite, mask);
    }
}
