using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Transforms;

/// <summary>Which part of an image becomes the square.</summary>
public enum CropMode
{
    /// <summary>A square at a random place; in evaluation the one in the middle.</summary>
    Random,

    /// <summary>The square in the middle.</summary>
    Center,

    /// <summary>No crop: the whole image, squeezed to a square.</summary>
    None,
}

/// <summary>Makes squares of one size from images of any size.</summary>
public static class SquareCrop
{
    /// <summary>
    /// Without <paramref name="shorterSide"/>: crops the largest square that fits, then resizes it. With it: resizes so that the shorter
    /// side has that length, then crops the square at full detail.
    /// </summary>
    /// <param name="image">The image.</param>
    /// <param name="resolution">The side of the result, px.</param>
    /// <param name="crop">Which part.</param>
    /// <param name="shorterSide">The shorter side before cropping, px, at least <paramref name="resolution"/>; null = as above.</param>
    /// <param name="filter">How pixels are averaged.</param>
    /// <param name="stream">Numbers for the random place; null = the middle.</param>
    /// <exception cref="UserErrorException"><paramref name="shorterSide"/> is below <paramref name="resolution"/>.</exception>
    public static ImageBuffer Apply(
        ImageBuffer image, int resolution, CropMode crop, int? shorterSide, ResizeFilter filter, RandomStream? stream)
    {
        if (crop == CropMode.None)
            return Resize(image, resolution, resolution, filter);
        var side = Math.Min(image.Width, image.Height);
        if (shorterSide is { } length)
        {
            if (length < resolution)
                throw new UserErrorException($"dataset: expected resize of at least the resolution {resolution}, received {length}");
            var (width, height) = (Scale(image.Width, length, side), Scale(image.Height, length, side));
            (image, side) = (Resize(image, width, height, filter), resolution);
        }

        var (left, top) = ((image.Width - side) / 2, (image.Height - side) / 2);
        if (crop == CropMode.Random && stream is not null)
            (left, top) = (stream.Integer(0, image.Width - side + 1), stream.Integer(0, image.Height - side + 1));
        return Resize(image.Crop(left, top, side, side), resolution, resolution, filter);
    }

    private static int Scale(int length, int target, int side) => (int)((((2L * length * target) + side) / (2L * side)));

    private static ImageBuffer Resize(ImageBuffer image, int width, int height, ResizeFilter filter) =>
        image.Width == width && image.Height == height ? image : image.Resize(width, height, filter);
}
