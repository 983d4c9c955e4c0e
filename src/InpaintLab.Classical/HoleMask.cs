using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Classical;

/// <summary>What every method asks of a mask before it begins.</summary>
internal static class HoleMask
{
    /// <summary>Whether there is anything to fill.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <exception cref="UserErrorException">The whole image is a hole.</exception>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    public static bool HasHole(ImageBuffer image, ReadOnlySpan<byte> mask)
    {
        if (mask.Length != image.Width * image.Height)
            throw new ArgumentException($"expected a mask of {image.Height} x {image.Width} values, received {mask.Length}", nameof(mask));
        if (!mask.Contains((byte)0))
        {
            throw new UserErrorException(
                "the mask is all hole: expected some known pixels to go by (is its polarity the other way round?)");
        }

        return mask.Contains((byte)1);
    }
}
