using static TorchSharp.torch;

namespace InpaintLab.Models.Baselines;

/// <summary>
/// The least that a network has to beat: every hole pixel becomes the mean colour of its own image's known pixels. Without parameters.
/// </summary>
public sealed class KnownPixelMean() : InpaintingGenerator("known-pixel-mean", 1)
{
    /// <inheritdoc/>
    protected override Prediction Predict(Tensor masked, Tensor mask)
    {
        var known = (1 - mask).sum([2, 3], keepdim: true).clamp(min: 1);
        return new Prediction(null, (masked.sum([2, 3], keepdim: true) / known).expand_as(masked));
    }
}
