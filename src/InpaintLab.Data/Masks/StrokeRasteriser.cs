namespace InpaintLab.Data.Masks;

/// <summary>
/// Exact drawing of discs and thick segments into a mask: pixel centres have whole coordinates and every comparison is between whole
/// numbers, so that the same stroke is the same pixels on every machine. What lies outside the image is clipped.
/// </summary>
public static class StrokeRasteriser
{
    /// <summary>Sets to 1 every pixel within <paramref name="radius"/> of (<paramref name="x"/>, <paramref name="y"/>).</summary>
    public static void Disc(Span<byte> pixels, int height, int width, int x, int y, int radius)
    {
        var square = (long)radius * radius;
        for (var row = Math.Max(0, y - radius); row <= Math.Min(height - 1, y + radius); row++)
        {
            for (var column = Math.Max(0, x - radius); column <= Math.Min(width - 1, x + radius); column++)
            {
                long dx = column - x, dy = row - y;
                if ((dx * dx) + (dy * dy) <= square)
                    pixels[(row * width) + column] = 1;
            }
        }
    }

    /// <summary>
    /// Sets to 1 every pixel whose foot on the line lies on the segment, at distance <paramref name="thickness"/> / 2 or less: a
    /// rectangle with flat ends (the discs at the vertices round them).
    /// </summary>
    public static void Segment(Span<byte> pixels, int height, int width, int x0, int y0, int x1, int y1, int thickness)
    {
        long dx = x1 - x0, dy = y1 - y0;
        var lengthSquare = (dx * dx) + (dy * dy);
        if (lengthSquare == 0)
            return;
        var limit = (long)thickness * thickness * lengthSquare;
        var reach = (thickness / 2) + 1;
        for (var row = Math.Max(0, Math.Min(y0, y1) - reach); row <= Math.Min(height - 1, Math.Max(y0, y1) + reach); row++)
        {
            for (var column = Math.Max(0, Math.Min(x0, x1) - reach); column <= Math.Min(width - 1, Math.Max(x0, x1) + reach); column++)
            {
                long px = column - x0, py = row - y0;
                var along = (px * dx) + (py * dy);
                var across = (px * dy) - (py * dx);
                // distance <= thickness / 2, both sides times 2 |d| and squared
                if (along >= 0 && along <= lengthSquare && 4 * across * across <= limit)
                    pixels[(row * width) + column] = 1;
            }
        }
    }
}
