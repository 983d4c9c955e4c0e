using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Masks;

/// <summary>
/// The parameters of <see cref="LamaLaw"/>; lengths in px of a 256 px image, scaled with the shorter side. Every upper bound can be
/// reached.
/// </summary>
internal sealed record LamaLawOptions : MaskOptions
{
    /// <summary>The fewest strokes.</summary>
    public required int MinStrokes { get; init; }

    /// <summary>The most strokes.</summary>
    public required int MaxStrokes { get; init; }

    /// <summary>A segment's width is 5 px and up to one less than this more.</summary>
    public required int Width { get; init; }

    /// <summary>A segment's length is 10 px and up to one less than this more.</summary>
    public required int Length { get; init; }

    /// <summary>How probable it is that a mask is of boxes instead of strokes, 0 to 1.</summary>
    public double Boxes { get; init; }

    /// <summary>The most boxes; one is the least.</summary>
    public int MaxBoxes { get; init; }

    /// <summary>The shortest side of a box.</summary>
    public int MinSide { get; init; }

    /// <summary>The longest side of a box.</summary>
    public int MaxSide { get; init; }

    /// <summary>How far boxes stay from the border.</summary>
    public int Margin { get; init; }
}

/// <summary>
/// LaMa's law of random masks: strokes, polylines of one to five segments that each have a length and a width of their own and one of four
/// directions; or boxes. Deviations: lengths scale with the resolution; lines are exact with round ends (<see cref="StrokeRasteriser"/>),
/// of the width that the original's drawing library makes of the one asked for.
/// </summary>
/// <param name="options">The parameters.</param>
internal sealed class LamaLaw(LamaLawOptions options) : MaskGenerator(options)
{
    private const int MaxSegments = 5;
    private const int Directions = 4;

    // The original's approximation of pi, and what keeps its directions off the axis.
    private const double FullTurn = 2 * 3.1415926;
    private const double Offset = 0.01;

    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var scale = Scale(height, width);
        if (options.Boxes > 0 && stream.Chance(options.Boxes))
        {
            var boxes = stream.Integer(1, options.MaxBoxes + 1);
            for (var box = 0; box < boxes; box++)
                DrawBox(stream, pixels, height, width, scale);
            return "";
        }

        var strokes = stream.Integer(options.MinStrokes, options.MaxStrokes + 1);
        for (var stroke = 0; stroke < strokes; stroke++)
            DrawStroke(stream, pixels, height, width, scale, clockwise: stroke % 2 == 0);
        return "";
    }

    private void DrawStroke(RandomStream stream, Span<byte> pixels, int height, int width, double scale, bool clockwise)
    {
        var (x, y) = (stream.Integer(0, width), stream.Integer(0, height));
        var segments = 1 + stream.Integer(0, MaxSegments);
        for (var segment = 0; segment < segments; segment++)
        {
            var angle = Offset + stream.Integer(0, Directions);
            if (clockwise)
                angle = FullTurn - angle;
            var length = (10 + stream.Integer(0, options.Length)) * scale;
            var thickness = Scaled(Drawn(5 + stream.Integer(0, options.Width)), scale);
            var toX = Math.Clamp((int)(x + (length * PortableMath.Sin(angle))), 0, width);
            var toY = Math.Clamp((int)(y + (length * PortableMath.Cos(angle))), 0, height);
            StrokeRasteriser.Segment(pixels, height, width, x, y, toX, toY, thickness);
            StrokeRasteriser.Disc(pixels, height, width, x, y, thickness / 2);
            StrokeRasteriser.Disc(pixels, height, width, toX, toY, thickness / 2);
            (x, y) = (toX, toY);
        }
    }

    // The original draws with OpenCV, whose lines are wider than they are asked to be.
    private static int Drawn(int width) => (2 * ((width + 1) / 2)) + 1;

    private void DrawBox(RandomStream stream, Span<byte> pixels, int height, int width, double scale)
    {
        var margin = (int)Math.Floor((options.Margin * scale) + 0.5);
        var shortest = Scaled(options.MinSide, scale);
        var longest = Math.Min(Scaled(options.MaxSide, scale), Math.Min(height, width) - (2 * margin));
        var (columns, rows) = (stream.Integer(shortest, longest + 1), stream.Integer(shortest, longest + 1));
        var left = stream.Integer(margin, width - margin - columns + 1);
        var top = stream.Integer(margin, height - margin - rows + 1);
        Rectangle.Fill(pixels, height, width, top, left, rows, columns);
    }
}
