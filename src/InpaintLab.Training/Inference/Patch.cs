using InpaintLab.Imaging;

namespace InpaintLab.Training.Inference;

/// <summary>A piece of an image with its mask, as planes of numbers.</summary>
/// <param name="Height">Rows, px.</param>
/// <param name="Width">Columns, px.</param>
/// <param name="Image">3 x Height x Width, RGB in [0,1].</param>
/// <param name="Mask">Height x Width, 1 = hole.</param>
internal sealed record Patch(int Height, int Width, float[] Image, float[] Mask)
{
    /// <summary>
    /// A part of an image at its own resolution; in the memory of <paramref name="unused"/> where that has the same size.
    /// </summary>
    public static Patch Cut(ImageBuffer image, ReadOnlySpan<byte> mask, PixelBox box, Patch? unused = null)
    {
        var area = box.Height * box.Width;
        var patch = unused is not null && (unused.Height, unused.Width) == (box.Height, box.Width)
            ? unused
            : new Patch(box.Height, box.Width, new float[3 * area], new float[area]);
        for (var y = 0; y < box.Height; y++)
        {
            var row = mask.Slice(((box.Top + y) * image.Width) + box.Left, box.Width);
            for (var x = 0; x < row.Length; x++)
                patch.Mask[(y * box.Width) + x] = row[x];
        }

        image.Crop(box.Left, box.Top, box.Width, box.Height).CopyPlanarTo(patch.Image, 3);
        return patch;
    }
}
