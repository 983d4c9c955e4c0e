namespace InpaintLab.Imaging.Pixels;

/// <summary>The eight symmetries of a rectangle.</summary>
internal static class Geometry
{
    /// <summary>
    /// The image whose pixel (x, y) is the source's pixel (x, y), swapped to (y, x) when <paramref name="transpose"/>, then counted from
    /// the source's right edge when <paramref name="flipX"/> and from its bottom when <paramref name="flipY"/>.
    /// </summary>
    public static ImageBuffer Turn(ImageBuffer source, bool transpose, bool flipX, bool flipY)
    {
        var (width, height) = transpose ? (source.Height, source.Width) : (source.Width, source.Height);
        var result = ImageBuffer.Uninitialised(width, height, source.Channels, source.BitDepth);
        var size = source.PixelBytes;
        var start = ((flipY ? source.Height - 1 : 0) * source.RowBytes) + ((flipX ? source.Width - 1 : 0) * size);
        var columnStep = flipX ? -size : size;
        var rowStep = flipY ? -source.RowBytes : source.RowBytes;
        var (xStep, yStep) = transpose ? (rowStep, columnStep) : (columnStep, rowStep);
        ReadOnlySpan<byte> from = source.Bytes;
        var to = result.Bytes;
        var target = 0;
        for (var y = 0; y < height; y++)
        {
            var position = start + (y * yStep);
            if (xStep == size)
            {
                from.Slice(position, result.RowBytes).CopyTo(to[target..]);
                target += result.RowBytes;
                continue;
            }

            for (var x = 0; x < width; x++, position += xStep)
            {
                for (var i = 0; i < size; i++)
                    to[target++] = from[position + i];
            }
        }

        return result;
    }
}
