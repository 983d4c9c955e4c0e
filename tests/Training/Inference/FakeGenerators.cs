using InpaintLab.Models;
using InpaintLab.Training.Inference;
using static TorchSharp.torch;

namespace InpaintLab.Tests.Training.Inference;

/// <summary>
/// A generator without weights that writes down what it is given. By default it continues what is known smoothly: a hole pixel becomes the
/// mean of the known pixels in the window around it, black where there are none.
/// </summary>
internal class Witness(int sizeMultiple = 1, int? fixedSize = null, long bytesPerPixel = 1) : InpaintingGenerator("witness", sizeMultiple, fixedSize)
{
    private const int Window = 9;

    /// <summary>The shapes of all masks, in order.</summary>
    public List<long[]> Masks { get; } = [];

    public override long ForwardBytes(int height, int width) => bytesPerPixel * height * width;

    /// <summary>An inpainter around it, for networks trained at 32 px.</summary>
    public Inpainter Inpainter(InpaintingOptions options) => new(this, CPU, resolution: 32, options);

    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        Masks.Add(mask.shape);
        return new Prediction(null, Fill(masked, mask));
    }

    protected virtual Tensor Fill(Tensor masked, Tensor mask)
    {
        var colours = nn.functional.avg_pool2d(masked, Window, 1, Window / 2);
        var known = nn.functional.avg_pool2d(1 - mask, Window, 1, Window / 2);
        return colours / known.clamp(min: 1e-6);
    }
}

/// <summary>Fills all holes of a piece with the mean of its known pixels: pieces differ as much as pieces can.</summary>
internal sealed class PieceMean(int sizeMultiple = 1, int? fixedSize = null) : Witness(sizeMultiple, fixedSize)
{
    protected override Tensor Fill(Tensor masked, Tensor mask) =>
        (masked.sum([2, 3], keepdim: true) / (1 - mask).sum([2, 3], keepdim: true).clamp(min: 1)).expand_as(masked);
}

/// <summary>Fills all holes with one colour.</summary>
internal sealed class Red(int sizeMultiple = 1, int? fixedSize = null, long bytesPerPixel = 1) : Witness(sizeMultiple, fixedSize, bytesPerPixel)
{
    protected override Tensor Fill(Tensor masked, Tensor mask) => tensor([1f, -1, -0.5f], [1, 3, 1, 1]).expand_as(masked);
}
