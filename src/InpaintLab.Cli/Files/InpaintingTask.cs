using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Files;

/// <summary>One image to inpaint.</summary>
/// <param name="Image">The image file.</param>
/// <param name="Mask">The mask file.</param>
/// <param name="Output">The file to write.</param>
internal sealed record InpaintingTask(string Image, string Mask, string Output)
{
    /// <summary>
    /// One task for an image file, or one for each image of a folder: its mask has the same name in the mask folder, or is the one mask
    /// file for all; its result has the same name, as PNG, because JPEG would change known pixels.
    /// </summary>
    /// <exception cref="UserErrorException">Something is missing, or a file where a folder must be.</exception>
    public static IReadOnlyList<InpaintingTask> Plan(string image, string mask, string output)
    {
        if (!Directory.Exists(image))
            return [One(image, mask, output)];
        if (File.Exists(output))
            throw new UserErrorException($"{output}: expected a folder for the results of a folder, found a file");
        var images = new ImageFolder(image);
        var masks = Directory.Exists(mask) ? new ImageFolder(mask) : null;
        masks?.RequireAll(images);
        Directory.CreateDirectory(output);
        return [.. images.Names.Select(name => new InpaintingTask(images[name], masks?[name] ?? mask, Path.Combine(output, name + ".png")))];
    }

    /// <summary>Reads the image and its mask.</summary>
    /// <exception cref="UserErrorException">A broken file, or different sizes.</exception>
    public (ImageBuffer Image, byte[] Mask) Read(MaskPolarity polarity)
    {
        var image = ImageFile.Read(Image);
        var mask = MaskFile.Read(Mask, out var size, polarity);
        return size == new ImageSize(image.Width, image.Height)
            ? (image, mask)
            : throw new UserErrorException($"{Mask}: expected a mask of the size of {Image}, {image.Width} x {image.Height} px, received {size}");
    }

    private static InpaintingTask One(string image, string mask, string output)
    {
        if (Directory.Exists(mask))
            throw new UserErrorException($"{mask}: expected a mask file for one image, found a folder");
        if (Directory.Exists(output))
            throw new UserErrorException($"{output}: expected a file to write, found a folder");
        if (!ImageFile.HasImageExtension(output))
            throw new UserErrorException($"{output}: expected a name that ends in one of {string.Join(", ", ImageFile.Extensions)}");
        if (Path.GetDirectoryName(output) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        return new InpaintingTask(image, mask, output);
    }
}
