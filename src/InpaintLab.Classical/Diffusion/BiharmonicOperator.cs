namespace InpaintLab.Classical.Diffusion;

/// <summary>The square of the five-point Laplacian with mirrored borders.</summary>
internal readonly struct BiharmonicOperator(int width, int height)
{
    /// <summary>The most pixels that a row ties together.</summary>
    public const int MostEntries = 13;

    // What the general rule below gives away from the borders.
    private static readonly (int X, int Y, double Value)[] _inside =
    [
        (0, -2, 1), (-1, -1, 2), (0, -1, -8), (1, -1, 2), (-2, 0, 1), (-1, 0, -8), (0, 0, 20), (1, 0, -8), (2, 0, 1),
        (-1, 1, 2), (0, 1, -8), (1, 1, 2), (0, 2, 1),
    ];

    private readonly int _width = width;
    private readonly int _height = height;

    /// <summary>The pixels that decide the operator's value at one, with their coefficients.</summary>
    /// <param name="pixel">y * width + x.</param>
    /// <param name="entries">At least <see cref="MostEntries"/> long; written from its beginning.</param>
    /// <returns>How many there are.</returns>
    public int Row(int pixel, Span<(int Pixel, double Value)> entries)
    {
        var (y, x) = Math.DivRem(pixel, _width);
        var count = 0;
        if (x >= 2 && y >= 2 && x < _width - 2 && y < _height - 2)
        {
            foreach (var (dx, dy, value) in _inside)
                entries[count++] = (pixel + (dy * _width) + dx, value);
            return count;
        }

        // A 5 x 5 window around the pixel; the Laplacian of a pixel's Laplacian reaches no further.
        Span<double> window = stackalloc double[25];
        var degree = Degree(pixel);
        Spread(pixel, pixel, degree, degree, window);
        foreach (var neighbour in new Neighbours(pixel, _width, _height))
            Spread(pixel, neighbour, -1, Degree(neighbour), window);
        for (var i = 0; i < 25; i++)
        {
            if (window[i] != 0)
                entries[count++] = (pixel + (((i / 5) - 2) * _width) + (i % 5) - 2, window[i]);
        }

        return count;
    }

    // Adds scale times the row of the Laplacian at one pixel.
    private void Spread(int centre, int pixel, double scale, int degree, Span<double> window)
    {
        window[Slot(centre, pixel)] += scale * degree;
        foreach (var neighbour in new Neighbours(pixel, _width, _height))
            window[Slot(centre, neighbour)] -= scale;
    }

    private int Slot(int centre, int pixel) =>
        (((pixel / _width) - (centre / _width) + 2) * 5) + (pixel % _width) - (centre % _width) + 2;

    private int Degree(int pixel)
    {
        var count = 0;
        foreach (var _ in new Neighbours(pixel, _width, _height))
            count++;
        return count;
    }
}
