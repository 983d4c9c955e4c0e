using InpaintLab.Classical;
using InpaintLab.Imaging;
using InpaintLab.Training.Inference;

namespace InpaintLab.Training.Grids;

/// <summary>A model that fills holes in squares of any one size, to be shown beside others.</summary>
public abstract class HoleFiller : IDisposable
{
    /// <summary>A copy of the image with its hole filled; known pixels are exact.</summary>
    /// <param name="image">A square, RGB, 8 bits.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    public abstract ImageBuffer Fill(ImageBuffer image, byte[] mask);

    /// <summary>Frees the network, where there is one.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>A classical method, on the image as it is.</summary>
/// <param name="method">The method.</param>
/// <param name="work">Threads and cancellation.</param>
public sealed class MethodFiller(IClassicalMethod method, ClassicalWork work) : HoleFiller
{
    /// <inheritdoc/>
    public override ImageBuffer Fill(ImageBuffer image, byte[] mask) => method.Inpaint(image, mask, work);
}

/// <summary>
/// The network of a run at the resolution that it was trained for. An image of another size is scaled to it, by the mean over each pixel's
/// area, where every pixel that the hole touches is hole, so that nothing of the truth leaks; the result's hole is scaled back (bicubic).
/// Create, use and dispose it on one thread.
/// </summary>
/// <param name="inpainter">The network, which takes whole images; disposed with this.</param>
public sealed class NetworkFiller(Inpainter inpainter) : HoleFiller
{
    /// <inheritdoc/>
    public override ImageBuffer Fill(ImageBuffer image, byte[] mask)
    {
        var side = inpainter.Resolution;
        if (image.Width == side)
            return inpainter.Inpaint(image, mask);
        var coverage = MaskFile.ToImage(mask, new ImageSize(image.Width, image.Height)).Resize(side, side, ResizeFilter.Box);
        var holes = Array.ConvertAll(coverage.Samples8.ToArray(), sample => (byte)(sample > 0 ? 1 : 0));
        var filled = inpainter.Inpaint(image.Resize(side, side, ResizeFilter.Box), holes);
        return Compose(filled.Resize(image.Width, image.Height, ResizeFilter.Bicubic), image, mask);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        inpainter.Dispose();
        base.Dispose();
    }

    private static ImageBuffer Compose(ImageBuffer filled, ImageBuffer image, byte[] mask)
    {
        var result = image.Copy();
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
                filled.Samples8.Slice(3 * i, 3).CopyTo(result.Samples8[(3 * i)..]);
        }

        return result;
    }
}
