namespace InpaintLab.Imaging.Drawing;

/// <summary>Shows where two images differ.</summary>
public static class ErrorMap
{
    /// <summary>An RGB image of |a - b|, averaged over the colour channels, through <see cref="ColourMap.Heat"/>.</summary>
    /// <param name="a">Any depth; alpha is ignored.</param>
    /// <param name="b">Of the same size.</param>
    /// <param name="fullScale">The difference (of 1) that is drawn white; larger ones are white too.</param>
    /// <exception cref="ArgumentException">The images have different sizes, or <paramref name="fullScale"/> is not positive.</exception>
    public static ImageBuffer Draw(ImageBuffer a, ImageBuffer b, double fullScale = 1)
    {
        if (a.Width != b.Width || a.Height != b.Height)
            throw new ArgumentException($"expected an image of {a.Width} x {a.Height}, got {b.Width} x {b.Height}", nameof(b));
        if (!(fullScale > 0))
            throw new ArgumentOutOfRangeException(nameof(fullScale), fullScale, "expected more than 0");
        var (first, second) = (a.ToPlanar(3), b.ToPlanar(3));
        var map = new ImageBuffer(a.Width, a.Height, 3);
        var samples = map.Samples8;
        var area = a.Width * a.Height;
        for (var i = 0; i < area; i++)
        {
            double sum = 0;
            for (var c = 0; c < 3; c++)
                sum += Math.Abs(first[(c * area) + i] - second[(c * area) + i]);
            (samples[i * 3], samples[(i * 3) + 1], samples[(i * 3) + 2]) = ColourMap.Heat(sum / 3 / fullScale);
        }

        return map;
    }
}
