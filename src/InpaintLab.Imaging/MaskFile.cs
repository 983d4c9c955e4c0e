namespace InpaintLab.Imaging;

/// <summary>Which colour of a mask file is the hole.</summary>
public enum MaskPolarity
{
    /// <summary>White is the hole, as in most published mask sets.</summary>
    White,

    /// <summary>Black is the hole.</summary>
    Black,
}

/// <summary>Masks in image files; in memory a mask is Height x Width bytes, 1 = hole, 0 = known.</summary>
public static class MaskFile
{
    /// <summary>Grey above this (of 1) is white: 127 of 255 is black, 128 is white.</summary>
    public const double DefaultThreshold = 127.5 / 255;

    /// <summary>Reads a mask from an image of any depth and channels: colour by its luma, alpha ignored.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">Its size in pixels.</param>
    /// <param name="polarity">Which colour is the hole.</param>
    /// <param name="threshold">Grey in [0,1]; above is white, at or below is black.</param>
    /// <returns>Height x Width, 1 = hole.</returns>
    /// <exception cref="ImageFileException">As for <see cref="ImageFile.Read"/>.</exception>
    public static byte[] Read(
        string path, out ImageSize size, MaskPolarity polarity = MaskPolarity.White, double threshold = DefaultThreshold)
    {
        var image = ImageFile.Read(path);
        size = new ImageSize(image.Width, image.Height);
        return FromImage(image, polarity, threshold);
    }

    /// <summary>The mask that an image shows; see <see cref="Read"/>.</summary>
    public static byte[] FromImage(
        ImageBuffer image, MaskPolarity polarity = MaskPolarity.White, double threshold = DefaultThreshold)
    {
        if (threshold is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "expected 0 <= threshold < 1");
        var grey = image.ToChannels(1);
        var limit = threshold * grey.MaxSample;
        var (white, black) = polarity == MaskPolarity.White ? ((byte)1, (byte)0) : ((byte)0, (byte)1);
        var mask = new byte[grey.Width * grey.Height];
        if (grey.BitDepth == 8)
        {
            var samples = grey.Samples8;
            for (var i = 0; i < mask.Length; i++)
                mask[i] = samples[i] > limit ? white : black;
        }
        else
        {
            var samples = grey.Samples16;
            for (var i = 0; i < mask.Length; i++)
                mask[i] = samples[i] > limit ? white : black;
        }

        return mask;
    }

    /// <summary>
    /// A grey 8-bit image of a mask (Height x Width, not 0 = hole): the hole in the colour of <paramref name="polarity"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The mask has another length.</exception>
    public static ImageBuffer ToImage(ReadOnlySpan<byte> mask, ImageSize size, MaskPolarity polarity = MaskPolarity.White)
    {
        var image = new ImageBuffer(size.Width, size.Height, 1);
        var samples = image.Samples8;
        if (mask.Length != samples.Length)
            throw new ArgumentException($"expected {size.Height} x {size.Width} values, got {mask.Length}", nameof(mask));
        for (var i = 0; i < mask.Length; i++)
            samples[i] = (mask[i] != 0) == (polarity == MaskPolarity.White) ? byte.MaxValue : byte.MinValue;
        return image;
    }
}
