namespace InpaintLab.Classical.Diffusion;

/// <summary>The square of the five-point Laplacian with mirrored borders.</summary>
internal readonly struct BiharmonicOperator(int width, int height)
{
    private readonly int _width = width;
    private readonly int _height = height;

    /// <summary>Calls <paramref name="entry"/> with each pixel and its coefficient for the value at <paramref name="pixel"/>.</summary>
    public void Row(int pixel, Action<int, double> entry)
    {
        // A 5 x 5 window around the pixel; the Laplacian of a pixel's Laplacian reaches no further.
        Span<double> window = stackalloc double[25];
        var degree = Degree(pixel);
        Spread(pixel, pixel, degree, degree, window);
        foreach (var neighbour in new Neighbours(pixel, _width, _height))
            Spread(pixel, neighbour, -1, Degree(neighbour), window);
        for (var i = 0; i < 25; i++)
        {
            if (window[i] != 0)
                entry(pixel + (((i / 5) - 2) * _width) + (i % 5) - 2, window[i]);
        }
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
