using InpaintLab.Imaging;

namespace InpaintLab.Training.Inference;

/// <summary>A piece of an image with its mask, as planes of numbers.</summary>
/// <param name="Height">Rows, px.</param>
/// <param name="Width">Columns, px.</param>
/// <param name="Image">3 x Height x Width, RGB in [0,1].</param>
/// <param name="Mask">Height x Width, 1 = hole.</param>
internal sealed record Patch(int Height, int Width, float[] Image, float[] Mask)
{
    /// <summary>A part of an image at its own resolution.</summary>
    public static Patch Cut(ImageBuffer image, ReadOnlySpan<byte> mask, PixelBox box)
    {
        var holes = new float[box.Width * box.Height];
        for (var y = 0; y < box.Height; y++)
        {
            var row = mask.Slice(((box.Top + y) * image.Width) + box.Left, box.Width);
            for (var x = 0; x < row.Length; x++)
                holes[(y * box.Width) + x] = row[x];
        }

        return new Patch(box.Height, box.Width, image.Crop(box.Left, box.Top, box.Width, box.Height).ToPlanar(3), holes);
    }
}
