using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>
/// Options of <see cref="FreeForm"/>. Widths are for a 256 px image and scale with the shorter side; the defaults are DeepFill v2's.
/// </summary>
public sealed record FreeFormOptions : MaskOptions
{
    /// <summary>The fewest strokes.</summary>
    [Range(1, 100)]
    public int MinStrokes { get; init; } = 1;

    /// <summary>The most strokes.</summary>
    [Range(1, 100)]
    public int MaxStrokes { get; init; } = 3;

    /// <summary>The fewest moves of a stroke after its start point.</summary>
    [Range(1, 100)]
    public int MinVertices { get; init; } = 4;

    /// <summary>The most moves of a stroke after its start point.</summary>
    [Range(1, 100)]
    public int MaxVertices { get; init; } = 11;

    /// <summary>The mean angle of a move, radians.</summary>
    [Range(0.0, 7.0)]
    public double MeanAngle { get; init; } = 2 * Math.PI / 5;

    /// <summary>How far each end of a stroke's interval of angles may lie from the mean, radians.</summary>
    [Range(0.0, 7.0)]
    public double AngleRange { get; init; } = 2 * Math.PI / 15;

    /// <summary>The mean length of a move as a share of the image's diagonal.</summary>
    [Range(0.001, 1.0)]
    public double MeanLength { get; init; } = 0.125;

    /// <summary>The thinnest stroke, px of a 256 px image.</summary>
    [Range(1.0, 256.0)]
    public double MinWidth { get; init; } = 12;

    /// <summary>The thickest stroke, px of a 256 px image (never reached).</summary>
    [Range(1.0, 256.0)]
    public double MaxWidth { get; init; } = 40;

    /// <summary>
    /// Whether each mask is mirrored left-right and top-bottom by the toss of a coin. DeepFill's strokes all wander to the right: its code
    /// means to flip them, but throws the result away, so the default is not to.
    /// </summary>
    public bool Flip { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. base.Validate(validationContext),
        .. Ordered(nameof(MinStrokes), MinStrokes, nameof(MaxStrokes), MaxStrokes),
        .. Ordered(nameof(MinVertices), MinVertices, nameof(MaxVertices), MaxVertices),
        .. Ordered(nameof(MinWidth), MinWidth, nameof(MaxWidth), MaxWidth),
    ];
}

/// <summary>
/// DeepFill v2's brush: strokes that turn to and fro, each a polyline of one width with a disc at every vertex. Deviations: widths
/// scale with the resolution; height and width are not swapped on images that are not square (the same on square ones); the line is
/// exact (<see cref="StrokeRasteriser"/>) where the original's drawing library approximates.
/// </summary>
[Mask("free-form", Source = "arXiv:1806.03589")]
public sealed class FreeForm(FreeFormOptions options) : MaskGenerator(options)
{
    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var strokes = stream.Integer(options.MinStrokes, options.MaxStrokes + 1);
        for (var stroke = 0; stroke < strokes; stroke++)
            DrawStroke(stream, pixels, height, width);
        Transforms.Flip.AtRandom(pixels, 1, height, width, stream, options.Flip, options.Flip);
        return "";
    }

    private void DrawStroke(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var scale = Scale(height, width);
        var meanLength = options.MeanLength * Math.Sqrt(((double)height * height) + ((double)width * width));
        // The original takes floor(mean / 2) at 256 px; scaled here like every other length.
        var deviation = Math.Floor(meanLength / scale / 2) * scale;
        var moves = stream.Integer(options.MinVertices, options.MaxVertices + 1);
        var minAngle = options.MeanAngle - stream.Uniform(0, options.AngleRange);
        var maxAngle = options.MeanAngle + stream.Uniform(0, options.AngleRange);
        var angles = new double[moves];
        for (var i = 0; i < moves; i++)
        {
            var angle = stream.Uniform(minAngle, maxAngle);
            angles[i] = i % 2 == 0 ? (2 * Math.PI) - angle : angle;
        }

        var vertices = new (int X, int Y)[moves + 1];
        vertices[0] = (stream.Integer(0, width), stream.Integer(0, height));
        for (var i = 0; i < moves; i++)
        {
            var length = Math.Clamp(stream.Normal(meanLength, deviation), 0, 2 * meanLength);
            var x = Math.Clamp(vertices[i].X + (length * PortableMath.Cos(angles[i])), 0, width);
            var y = Math.Clamp(vertices[i].Y + (length * PortableMath.Sin(angles[i])), 0, height);
            vertices[i + 1] = ((int)x, (int)y);
        }

        var thickness = Math.Max(1, (int)(stream.Uniform(options.MinWidth, options.MaxWidth) * scale));
        for (var i = 0; i < moves; i++)
        {
            var (from, to) = (vertices[i], vertices[i + 1]);
            StrokeRasteriser.Segment(pixels, height, width, from.X, from.Y, to.X, to.Y, thickness);
        }

        foreach (var (x, y) in vertices)
            StrokeRasteriser.Disc(pixels, height, width, x, y, thickness / 2);
    }
}
