using InpaintLab.Imaging;

namespace InpaintLab.Classical.Patches;

/// <summary>
/// The colours of an image as floats in [0,1], Height x Width x Channels (1 or 3; alpha is left out) and interleaved, so that a row of a
/// patch is one run of memory. Behind the last pixel lie enough zeros for a whole vector to be loaded anywhere.
/// </summary>
internal sealed class Raster
{
    public Raster(int width, int height, int channels)
    {
        (Width, Height, Channels) = (width, height, channels);
        Values = new float[checked((width * height * channels) + PatchDistance.Lanes)];
    }

    public int Width { get; }

    public int Height { get; }

    public int Channels { get; }

    public float[] Values { get; }

    /// <summary>The image's colours.</summary>
    public static Raster Of(ImageBuffer image)
    {
        var raster = new Raster(image.Width, image.Height, Planes.Colours(image));
        var planes = Planes.Of(image);
        var area = image.Width * image.Height;
        for (var c = 0; c < raster.Channels; c++)
        {
            for (int i = c * area, j = c; i < (c + 1) * area; i++, j += raster.Channels)
                raster.Values[j] = planes[i];
        }

        return raster;
    }

    /// <summary>The same as planes, Channels x Height x Width.</summary>
    public float[] ToPlanes()
    {
        var area = Width * Height;
        var planes = new float[area * Channels];
        for (var c = 0; c < Channels; c++)
        {
            for (int i = c * area, j = c; i < (c + 1) * area; i++, j += Channels)
                planes[i] = Values[j];
        }

        return planes;
    }

    /// <summary>Copies the colour of one pixel to another of this image.</summary>
    public void CopyPixel(int from, int to) =>
        Values.AsSpan(from * Channels, Channels).CopyTo(Values.AsSpan(to * Channels, Channels));

    /// <summary>The mean of a pixel's channels.</summary>
    public float Grey(int pixel) =>
        Channels == 1 ? Values[pixel] : (Values[pixel * 3] + Values[(pixel * 3) + 1] + Values[(pixel * 3) + 2]) / 3;
}
