namespace InpaintLab.Imaging.Codecs;

/// <summary>The formats of this stack: libspng and libturbojpeg.</summary>
internal static class ImageCodecs
{
    public static IReadOnlyList<IImageCodec> All { get; } = [new PngCodec(), new JpegCodec()];
}
