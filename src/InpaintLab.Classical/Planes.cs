using InpaintLab.Imaging;

namespace InpaintLab.Classical;

/// <summary>The colours of an image as numbers, and back into its holes only.</summary>
internal static class Planes
{
    /// <summary>1 for grey images, 3 for RGB; alpha does not count.</summary>
    public static int Colours(ImageBuffer image) => image.Channels >= 3 ? 3 : 1;

    /// <summary>Colours x Height x Width, in [0,1]; alpha is left out.</summary>
    public static float[] Of(ImageBuffer image) => image.ToPlanar(Colours(image));

    /// <summary>
    /// A copy of the image whose hole pixels take their colour from the planes, clamped and rounded; all else is bit-exact.
    /// </summary>
    /// <param name="image">Stays as it is.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="planes">Colours x Height x Width; only hole pixels are read.</param>
    public static ImageBuffer Fill(ImageBuffer image, ReadOnlySpan<byte> mask, ReadOnlySpan<float> planes)
    {
        var result = image.Copy();
        var isColour = Colours(image) == 3;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] == 0)
                continue;
            if (isColour)
            {
                for (var c = 0; c < 3; c++)
                    Set(result, (i * image.Channels) + c, planes[(c * mask.Length) + i]);
            }
            else
            {
                Set(result, i * image.Channels, planes[i]);
            }
        }

        return result;
    }

    /// <summary>Writes sample <paramref name="index"/> of the image from a number in [0,1].</summary>
    public static void Set(ImageBuffer image, int index, double value)
    {
        var sample = (Math.Clamp(value, 0, 1) * image.MaxSample) + 0.5;
        if (image.BitDepth == 8)
            image.Samples8[index] = (byte)sample;
        else
            image.Samples16[index] = (ushort)sample;
    }
}
