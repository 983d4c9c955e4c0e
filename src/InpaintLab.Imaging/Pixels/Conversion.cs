using System.Numerics;

namespace InpaintLab.Imaging.Pixels;

/// <summary>Between bit depths and numbers of channels.</summary>
internal static class Conversion
{
    public static ImageBuffer ToBitDepth(ImageBuffer image, int bitDepth)
    {
        if (image.BitDepth == bitDepth)
            return image;
        var result = ImageBuffer.Uninitialised(image.Width, image.Height, image.Channels, bitDepth);
        if (bitDepth == 16)
        {
            var from = image.Samples8;
            var to = result.Samples16;
            for (var i = 0; i < from.Length; i++)
                to[i] = (ushort)(from[i] * 257);
        }
        else
        {
            var from = image.Samples16;
            var to = result.Samples8;
            for (var i = 0; i < from.Length; i++)
                to[i] = (byte)((from[i] + 128) / 257);
        }

        return result;
    }

    public static ImageBuffer ToChannels(ImageBuffer image, int channels)
    {
        if (image.Channels == channels)
            return image;
        var result = ImageBuffer.Uninitialised(image.Width, image.Height, channels, image.BitDepth);
        if (image.BitDepth == 8)
            Convert<byte>(image.Samples8, image.Channels, result.Samples8, channels, byte.MaxValue);
        else
            Convert<ushort>(image.Samples16, image.Channels, result.Samples16, channels, ushort.MaxValue);
        return result;
    }

    private static void Convert<T>(ReadOnlySpan<T> from, int fromChannels, Span<T> to, int toChannels, T opaque)
        where T : unmanaged, IBinaryInteger<T>
    {
        var (fromColours, toColours) = (fromChannels >= 3 ? 3 : 1, toChannels >= 3 ? 3 : 1);
        for (int i = 0, j = 0; i < from.Length; i += fromChannels, j += toChannels)
        {
            if (fromColours > toColours)
            {
                to[j] = T.CreateTruncating(
                    Luma.Weigh(int.CreateTruncating(from[i]), int.CreateTruncating(from[i + 1]), int.CreateTruncating(from[i + 2])));
            }
            else
            {
                for (var c = 0; c < toColours; c++)
                    to[j + c] = from[i + (fromColours == 3 ? c : 0)];
            }

            if (toChannels > toColours)
                to[j + toColours] = fromChannels > fromColours ? from[i + fromColours] : opaque;
        }
    }
}
