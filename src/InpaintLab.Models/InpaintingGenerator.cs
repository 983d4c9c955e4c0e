using InpaintLab.Models.Layers;
using static TorchSharp.torch;

namespace InpaintLab.Models;

/// <summary>
/// The base of every generator: image in [-1,1] (N x 3 x H x W) and mask (N x 1 x H x W, 1 = hole) in, predictions out. It masks the
/// image itself and hands the network nothing else, so no family can see what is in the hole.
/// </summary>
public abstract class InpaintingGenerator(string name, int sizeMultiple, int? fixedSize = null)
    : nn.Module<Tensor, Tensor, Prediction>(name)
{
    private const int BytesPerPixel = 1024;

    /// <summary>
    /// Whether the network's <see cref="Blocks"/> keep their inputs only where a backward pass is to come, and are computed again in it:
    /// less memory for more time. Values, gradients and running statistics do not depend on it.
    /// </summary>
    public bool ActivationCheckpointing { get; set; }

    /// <summary>Height and width must be multiples of this many pixels; it is the smallest size, too.</summary>
    public int SizeMultiple { get; } = sizeMultiple;

    /// <summary>
    /// The only height and width in pixels that the network takes, or null when any multiple of <see cref="SizeMultiple"/> will do.
    /// Whoever has other images cuts them into tiles of this size, or scales them.
    /// </summary>
    public int? FixedSize { get; } = fixedSize;

    /// <summary>
    /// Whether convolutions may be computed by <see cref="Torch.MinimalFiltering"/>; else they are libtorch's, bit for bit.
    /// </summary>
    public bool MinimalFiltering { get; set; } = true;

    /// <summary>
    /// About how many bytes one forward of one image takes at its peak, without gradients; it decides how an image is cut and how many
    /// pieces are computed at once. A network whose memory grows faster than the area (attention) adds that.
    /// </summary>
    /// <param name="height">In pixels.</param>
    /// <param name="width">In pixels.</param>
    public virtual long ForwardBytes(int height, int width) => (long)BytesPerPixel * height * width;

    /// <summary>Predicts the whole image from the known pixels.</summary>
    /// <param name="image">N x 3 x H x W in [-1,1], finite; its hole pixels are not read.</param>
    /// <param name="mask">N x 1 x H x W, exactly 0 or 1, 1 = hole.</param>
    /// <returns>Tensors of the caller's dispose scope.</returns>
    /// <exception cref="ArgumentException">
    /// Shapes that do not fit, sides that are no multiple of <see cref="SizeMultiple"/>, or other ones than <see cref="FixedSize"/>.
    /// </exception>
    /// <exception cref="Core.Errors.UserErrorException"><see cref="ActivationCheckpointing"/> of a network without blocks.</exception>
    public sealed override Prediction forward(Tensor image, Tensor mask)
    {
        CheckShapes(image.shape, mask.shape);
        using var scope = NewDisposeScope();
        using var region = Torch.MinimalFiltering.Region(MinimalFiltering);
        using var checkpointing = ActivationCheckpointing && is_grad_enabled() ? Blocks.Checkpoint() : null;
        var prediction = Predict(image * (1 - mask), mask);
        checkpointing?.Check(GetName());
        scope.MoveToOuter(prediction.Refined);
        if (prediction.Coarse is not null)
            scope.MoveToOuter(prediction.Coarse);
        return prediction;
    }

    /// <summary>The network.</summary>
    /// <param name="masked">The masked image: N x 3 x H x W in [-1,1], 0 in the hole.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole.</param>
    protected abstract Prediction Predict(Tensor masked, Tensor mask);

    private void CheckShapes(long[] image, long[] mask)
    {
        if (image is not [var samples, 3, var height, var width])
            throw new ArgumentException($"expected an image N x 3 x H x W, received {Describe(image)}", nameof(image));
        long[] expected = [samples, 1, height, width];
        if (!mask.AsSpan().SequenceEqual(expected))
            throw new ArgumentException($"expected a mask {Describe(expected)}, received {Describe(mask)}", nameof(mask));
        if (height % SizeMultiple != 0 || width % SizeMultiple != 0)
            throw new ArgumentException($"expected multiples of {SizeMultiple} px as sides, received {height} x {width}", nameof(image));
        if (FixedSize is { } side && (height != side || width != side))
        {
            throw new ArgumentException(
                $"expected {side} x {side} px, the network's only size, received {height} x {width}", nameof(image));
        }
    }

    private static string Describe(long[] shape) => $"[{string.Join(", ", shape)}]";
}
