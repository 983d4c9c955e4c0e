using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Transforms;

/// <summary>Options of <see cref="ColourJitter"/>: how far a factor may lie from 1; 0 leaves the property as it is.</summary>
public sealed record ColourJitterOptions
{
    /// <summary>Of all values.</summary>
    [Range(0.0, 1.0)]
    public double Brightness { get; init; } = 0.2;

    /// <summary>Of the distance from the image's mean luma.</summary>
    [Range(0.0, 1.0)]
    public double Contrast { get; init; } = 0.2;

    /// <summary>Of the distance from the pixel's own luma.</summary>
    [Range(0.0, 1.0)]
    public double Saturation { get; init; } = 0.2;
}

/// <summary>
/// Brightness, then contrast, then saturation of an image, each by a factor that is uniform in [1 - option, 1 + option]; values are cut off
/// at 0 and 1 after each. The order is fixed, and luma is that of BT.601.
/// </summary>
[Transform("colour-jitter")]
public sealed class ColourJitter(ColourJitterOptions options) : ITransform
{
    /// <inheritdoc/>
    public void Apply(Span<float> image, int height, int width, RandomStream stream)
    {
        var area = height * width;
        var red = image[..area];
        var green = image.Slice(area, area);
        var blue = image.Slice(2 * area, area);
        var (brightness, contrast, saturation) = (Factor(options.Brightness), Factor(options.Contrast), Factor(options.Saturation));
        for (var i = 0; i < image.Length; i++)
            image[i] = Away(0, image[i], brightness);

        var mean = 0.0;
        for (var i = 0; i < area; i++)
            mean += Luma(red[i], green[i], blue[i]);
        mean /= area;
        for (var i = 0; i < image.Length; i++)
            image[i] = Away(mean, image[i], contrast);

        for (var i = 0; i < area; i++)
        {
            var luma = Luma(red[i], green[i], blue[i]);
            red[i] = Away(luma, red[i], saturation);
            green[i] = Away(luma, green[i], saturation);
            blue[i] = Away(luma, blue[i], saturation);
        }

        double Factor(double distance) => 1 + (distance * ((2 * stream.Uniform()) - 1));
    }

    private static float Away(double centre, float value, double factor) => (float)Math.Clamp(centre + ((value - centre) * factor), 0, 1);

    private static double Luma(double red, double green, double blue) => (0.299 * red) + (0.587 * green) + (0.114 * blue);
}
