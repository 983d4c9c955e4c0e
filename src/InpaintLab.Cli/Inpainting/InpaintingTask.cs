using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Inpainting;

/// <summary>One image to inpaint.</summary>
/// <param name="Image">The image file.</param>
/// <param name="Mask">The mask file; null when there is none.</param>
/// <param name="Output">The file to write.</param>
internal sealed record InpaintingTask(string Image, string? Mask, string Output);

/// <summary>A task that cannot be done, for a reason that others of a batch may share.</summary>
internal sealed class InpaintingFailure(string reason, string message) : UserErrorException(message)
{
    public const string MissingMask = "missing_mask";
    public const string UnreadableImage = "unreadable_image";
    public const string UnreadableMask = "unreadable_mask";
    public const string MaskSize = "mask_size";
    public const string AllHole = "all_hole";
    public const string Refused = "refused";
    public const string NoMemory = "no_memory";
    public const string CannotWrite = "cannot_write";

    /// <summary>One of the constants, as <c>--json</c> names it.</summary>
    public string Reason { get; } = reason;
}

/// <summary>A task's image and mask in memory.</summary>
internal sealed record LoadedTask(InpaintingTask Task, ImageBuffer Image, byte[] Mask)
{
    /// <summary>Reads both; <paramref name="previous"/> lends its mask when it is of the same file.</summary>
    /// <exception cref="InpaintingFailure">No mask, a broken file, different sizes, or an image that cannot be kept exactly.</exception>
    public static LoadedTask Read(InpaintingTask task, MaskPolarity polarity, LoadedTask? previous)
    {
        if (task.Mask is null)
            throw new InpaintingFailure(InpaintingFailure.MissingMask, $"{task.Image}: expected a mask of its name, found none");
        var image = Guard(InpaintingFailure.UnreadableImage, () => ImageFile.Read(task.Image));
        if (image.Profile is { FromCmyk: true })
        {
            throw new InpaintingFailure(
                InpaintingFailure.UnreadableImage,
                $"{task.Image}: expected grey or RGB, found CMYK, whose known pixels could not be kept exactly; convert it to RGB first");
        }

        ImageSize size = default;
        var mask = previous?.Task.Mask == task.Mask && previous.Mask.Length == image.Width * image.Height
            ? Reuse(previous, out size)
            : Guard(InpaintingFailure.UnreadableMask, () => MaskFile.Read(task.Mask, out size, polarity));
        if (size == new ImageSize(image.Width, image.Height))
            return new LoadedTask(task, image, mask);
        var hint = size == new ImageSize(image.Height, image.Width)
            ? "; images stand upright as their EXIF orientation says: does the mask?"
            : "";
        throw new InpaintingFailure(
            InpaintingFailure.MaskSize,
            $"{task.Mask}: expected a mask of the size of {task.Image}, {image.Width} x {image.Height} px, received {size}{hint}");
    }

    /// <summary>Writes the result to the task's output.</summary>
    /// <param name="result">The inpainted image.</param>
    /// <param name="quality">Of a JPEG file, 1 to 100.</param>
    /// <exception cref="InpaintingFailure">It cannot be written.</exception>
    public void Write(ImageBuffer result, int quality)
    {
        try
        {
            ImageFile.Write(Task.Output, result, new ImageWriteOptions { JpegQuality = quality });
        }
        catch (ImageFileException e)
        {
            throw new InpaintingFailure(InpaintingFailure.CannotWrite, e.Message);
        }
    }

    /// <summary>The failure that an image which cannot be inpainted means.</summary>
    public InpaintingFailure Refused(UserErrorException e) => new(
        Mask.AsSpan().Contains((byte)0) ? InpaintingFailure.Refused : InpaintingFailure.AllHole, $"{Task.Mask}: {e.Message}");

    private static byte[] Reuse(LoadedTask previous, out ImageSize size)
    {
        size = new ImageSize(previous.Image.Width, previous.Image.Height);
        return previous.Mask;
    }

    private static T Guard<T>(string reason, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ImageFileException e)
        {
            throw new InpaintingFailure(reason, e.Message);
        }
    }
}
