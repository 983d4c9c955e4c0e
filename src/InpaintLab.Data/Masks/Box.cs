using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>Options of <see cref="Box"/>, all as shares of the image's height or width.</summary>
public sealed record BoxOptions : MaskOptions
{
    /// <summary>Height of the box over the image's.</summary>
    [Range(0.0, 1.0)]
    public double Height { get; init; } = 0.5;

    /// <summary>Width of the box over the image's.</summary>
    [Range(0.0, 1.0)]
    public double Width { get; init; } = 0.5;

    /// <summary>Distance of the box from the top; null = in the middle.</summary>
    [Range(0.0, 1.0)]
    public double? Top { get; init; }

    /// <summary>Distance of the box from the left; null = in the middle.</summary>
    [Range(0.0, 1.0)]
    public double? Left { get; init; }
}

/// <summary>The same box in every image: by default the centre box of half the side (Context Encoder and later work).</summary>
[Mask("box", Source = "arXiv:1604.07379")]
public sealed class Box(BoxOptions options) : MaskGenerator(options)
{
    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var (rows, columns) = (Round(options.Height * height), Round(options.Width * width));
        var top = options.Top is { } fromTop ? Round(fromTop * height) : (height - rows) / 2;
        var left = options.Left is { } fromLeft ? Round(fromLeft * width) : (width - columns) / 2;
        Rectangle.Fill(pixels, height, width, top, left, rows, columns);
        return "";
    }

    private static int Round(double length) => (int)Math.Floor(length + 0.5);
}
