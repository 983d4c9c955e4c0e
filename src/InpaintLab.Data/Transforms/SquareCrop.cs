using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Data.Datasets;
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

/// <summary>A part of an image, px.</summary>
internal readonly record struct CropBox(int Left, int Top, int Width, int Height);

/// <summary>Makes squares of one size from images of any size, in two steps: the first is the same each time and can be kept.</summary>
public static class SquareCrop
{
    /// <summary>Resizes so that the shorter side has a length in px; null = leaves the image as it is.</summary>
    public static ImageBuffer Shrink(ImageBuffer image, int? shorterSide, ResizeFilter filter)
    {
        if (shorterSide is not { } length)
            return image;
        var side = Math.Min(image.Width, image.Height);
        return Resize(image, Scale(image.Width, length, side), Scale(image.Height, length, side), filter);
    }

    /// <summary>Cuts out a square and resizes it.</summary>
    /// <param name="image">The image, after <see cref="Shrink"/>.</param>
    /// <param name="resolution">The side of the result, px.</param>
    /// <param name="options">
    /// Which part: crop, min_crop and max_crop; with resize and without min_crop, <paramref name="resolution"/> px.
    /// </param>
    /// <param name="stream">Numbers for the random side and place; null = the largest allowed, in the middle.</param>
    /// <exception cref="UserErrorException">The options' resize is below <paramref name="resolution"/>.</exception>
    public static ImageBuffer Cut(ImageBuffer image, int resolution, ImageFileOptions options, RandomStream? stream)
    {
        var box = Place(image.Width, image.Height, resolution, options, stream);
        var isWhole = box.Width == image.Width && box.Height == image.Height;
        return Resize(isWhole ? image : image.Crop(box.Left, box.Top, box.Width, box.Height), resolution, resolution, options.Filter);
    }

    /// <summary>The part that <see cref="Cut"/> cuts out, of an image of so many pixels.</summary>
    internal static CropBox Place(int width, int height, int resolution, ImageFileOptions options, RandomStream? stream)
    {
        if (options.Crop == CropMode.None)
            return new CropBox(0, 0, width, height);
        if (options.Resize < resolution)
        {
            throw new UserErrorException(
                $"dataset.resize (or the side of a pack): expected at least the resolution, {resolution} px, received {options.Resize}");
        }

        var random = options.Crop == CropMode.Random ? stream : null;
        var side = Side(Math.Min(width, height), resolution, options, random);
        var (left, top) = ((width - side) / 2, (height - side) / 2);
        if (random is not null)
            (left, top) = (random.Integer(0, width - side + 1), random.Integer(0, height - side + 1));
        return new CropBox(left, top, side, side);
    }

    private static int Side(int shorter, int resolution, ImageFileOptions options, RandomStream? stream)
    {
        if (options.MinCrop is not { } least)
            return options.Resize is null ? shorter : resolution;
        var share = stream is null
            ? options.MaxCrop
            : least * PortableMath.Pow(options.MaxCrop / least, stream.Uniform());
        return Math.Clamp((int)Math.Floor((share * shorter) + 0.5), 1, shorter);
    }

    private static int Scale(int length, int target, int side) => (int)((((2L * length * target) + side) / (2L * side)));

    private static ImageBuffer Resize(ImageBuffer image, int width, int height, ResizeFilter filter) =>
        image.Width == width && image.Height == height ? image : image.Resize(width, height, filter);
}
