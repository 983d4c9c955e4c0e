using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace InpaintLab.Models.Augmentation;

/// <summary>The transforms of <see cref="DiffAugment"/>.</summary>
[Flags]
public enum DiffAugmentPolicy
{
    /// <summary>Nothing is changed.</summary>
    None = 0,

    /// <summary>Brightness, saturation and contrast of the image.</summary>
    Colour = 1,

    /// <summary>A shift of image and mask by up to an eighth of the side, filled with 0.</summary>
    Translation = 2,

    /// <summary>A box of half the side, zeroed in image and mask.</summary>
    Cutout = 4,

    /// <summary>All of them, in this order.</summary>
    All = Colour | Translation | Cutout,
}

/// <summary>
/// Differentiable augmentation of what a discriminator sees (Zhao et al. 2020, arXiv:2006.10738; ranges and order of the official code).
/// It stands inside the discriminator's loss and the generator's alike; real and fake images get draws of their own. Ours: the mask goes
/// along: translation and cutout use one draw for all four channels, and colour leaves the mask alone.
/// </summary>
public static class DiffAugment
{
    /// <summary>Transforms a batch; gradients reach the image.</summary>
    /// <param name="image">N x 3 x H x W in [-1,1]; colour may lead out of that range.</param>
    /// <param name="mask">N x 1 x H x W, 1 = hole; where image content is missing afterwards it is 0.</param>
    /// <param name="draw">One number a sample.</param>
    /// <param name="policy">Which transforms.</param>
    /// <returns>Tensors of the caller's dispose scope, on the device of the input.</returns>
    /// <exception cref="ArgumentException">Shapes that do not fit each other or the draw.</exception>
    public static (Tensor Image, Tensor Mask) Apply(
        Tensor image, Tensor mask, DiffAugmentDraw draw, DiffAugmentPolicy policy = DiffAugmentPolicy.All)
    {
        Check(image.shape, mask.shape, draw);
        using var scope = NewDisposeScope();
        if (policy.HasFlag(DiffAugmentPolicy.Colour))
            image = Colour(image, draw);
        if (policy.HasFlag(DiffAugmentPolicy.Translation))
            (image, mask) = (Translate(image, draw), Translate(mask, draw));
        if (policy.HasFlag(DiffAugmentPolicy.Cutout))
        {
            var kept = Kept(image, draw);
            (image, mask) = (image * kept, mask * kept);
        }

        return scope.MoveToOuter(image.alias(), mask.alias());
    }

    private static Tensor Colour(Tensor image, DiffAugmentDraw draw)
    {
        image += PerSample(draw.Brightness, image);
        var grey = image.mean([1], keepdim: true);
        image = ((image - grey) * PerSample(draw.Saturation, image)) + grey;
        var mean = image.mean([1, 2, 3], keepdim: true);
        return ((image - mean) * PerSample(draw.Contrast, image)) + mean;
    }

    // Padding with negative amounts crops: a shift in one differentiable operation that, unlike indexing, is deterministic backwards.
    private static Tensor Translate(Tensor x, DiffAugmentDraw draw) =>
        cat([.. draw.Shift.Select((by, i) => functional.pad(x.narrow(0, i, 1), [by.X, -by.X, by.Y, -by.Y]))]);

    private static Tensor Kept(Tensor image, DiffAugmentDraw draw)
    {
        var (height, width) = ((int)image.shape[2], (int)image.shape[3]);
        var (boxHeight, boxWidth) = (DiffAugmentDraw.CutoutSide(height), DiffAugmentDraw.CutoutSide(width));
        var kept = new float[draw.Count * height * width];
        Array.Fill(kept, 1);
        for (var i = 0; i < draw.Count; i++)
        {
            var (top, left) = (draw.Centre[i].Y - (boxHeight / 2), draw.Centre[i].X - (boxWidth / 2));
            var (first, last) = (Math.Max(left, 0), Math.Min(left + boxWidth, width));
            for (var y = Math.Max(top, 0); y < Math.Min(top + boxHeight, height); y++)
                kept.AsSpan((((i * height) + y) * width) + first, last - first).Clear();
        }

        return tensor(kept, [draw.Count, 1, height, width], dtype: image.dtype, device: image.device);
    }

    private static Tensor PerSample(IReadOnlyList<double> values, Tensor image) =>
        tensor(values.ToArray(), [values.Count, 1, 1, 1], dtype: image.dtype, device: image.device);

    private static void Check(long[] image, long[] mask, DiffAugmentDraw draw)
    {
        if (image is not [var samples, 3, var height, var width] || mask is not [var masks, 1, var rows, var columns]
            || (samples, height, width) != (masks, rows, columns) || samples != draw.Count)
        {
            throw new ArgumentException(
                $"expected {draw.Count} images N x 3 x H x W with masks N x 1 x H x W, received [{string.Join(", ", image)}] and "
                    + $"[{string.Join(", ", mask)}]",
                nameof(image));
        }
    }
}
