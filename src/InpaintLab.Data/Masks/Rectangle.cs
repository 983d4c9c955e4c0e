namespace InpaintLab.Data.Masks;

/// <summary>Filling of rectangles, the hole of every kind of box.</summary>
internal static class Rectangle
{
    /// <summary>Sets to 1 what lies inside both the rectangle and the image.</summary>
    public static void Fill(Span<byte> pixels, int height, int width, int top, int left, int rows, int columns)
    {
        var (fromLeft, toRight) = (Math.Max(0, left), Math.Min(width, left + columns));
        for (var y = Math.Max(0, top); y < Math.Min(height, top + rows) && fromLeft < toRight; y++)
            pixels[((y * width) + fromLeft)..((y * width) + toRight)].Fill(1);
    }
}
