using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;

namespace InpaintLab.Data.Masks;

/// <summary>How <see cref="RandomBox"/> draws the sides.</summary>
public enum RandomBoxLaw
{
    /// <summary>DeepFill's: a box of fixed size at a uniform place, each pair of sides then drawn in by its own uniform amount.</summary>
    DeepFill,

    /// <summary>Height and width uniform, each on its own, and a uniform place: the source report's "random rectangle".</summary>
    Uniform,
}

/// <summary>Options of <see cref="RandomBox"/>; lengths in px of a 256 px image, scaled with the shorter side.</summary>
public sealed record RandomBoxOptions : MaskOptions
{
    /// <summary>How the sides are drawn.</summary>
    public RandomBoxLaw Law { get; init; } = RandomBoxLaw.DeepFill;

    /// <summary>Law deep-fill: height before drawing in.</summary>
    [Range(1.0, 256.0)]
    public double Height { get; init; } = 128;

    /// <summary>Law deep-fill: width before drawing in.</summary>
    [Range(1.0, 256.0)]
    public double Width { get; init; } = 128;

    /// <summary>Law deep-fill: the most by which height and width each shrink, half at each end.</summary>
    [Range(0.0, 256.0)]
    public double MaxDelta { get; init; } = 32;

    /// <summary>Law uniform: the shortest side.</summary>
    [Range(1.0, 256.0)]
    public double MinSide { get; init; } = 64;

    /// <summary>Law uniform: the longest side.</summary>
    [Range(1.0, 256.0)]
    public double MaxSide { get; init; } = 160;

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        [.. base.Validate(validationContext), .. Ordered(nameof(MinSide), MinSide, nameof(MaxSide), MaxSide)];
}

/// <summary>
/// A rectangle of random size and place, wholly inside the image. Deviation from DeepFill: lengths scale with the resolution. The
/// source report does not give the law of its rectangle; <see cref="RandomBoxLaw.Uniform"/> is our reading.
/// </summary>
[Mask("random-box", Source = "arXiv:1801.07892")]
public sealed class RandomBox(RandomBoxOptions options) : MaskGenerator(options)
{
    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var scale = Scale(height, width);
        int rows, columns, shrinkRows = 0, shrinkColumns = 0;
        if (options.Law == RandomBoxLaw.DeepFill)
        {
            (rows, columns) = (Scaled(options.Height, scale), Scaled(options.Width, scale));
            var delta = (int)Math.Floor((options.MaxDelta * scale) + 0.5);
            shrinkRows = stream.Integer(0, (delta / 2) + 1);
            shrinkColumns = stream.Integer(0, (delta / 2) + 1);
        }
        else
        {
            var (shortest, longest) = (Scaled(options.MinSide, scale), Scaled(options.MaxSide, scale));
            (rows, columns) = (stream.Integer(shortest, longest + 1), stream.Integer(shortest, longest + 1));
        }

        (rows, columns) = (Math.Min(rows, height), Math.Min(columns, width));
        // DeepFill draws 0 .. height - rows - 1, so its box never touches the last row; so does ours.
        var top = stream.Integer(0, Math.Max(1, height - rows));
        var left = stream.Integer(0, Math.Max(1, width - columns));
        Rectangle.Fill(
            pixels, height, width, top + shrinkRows, left + shrinkColumns, rows - (2 * shrinkRows), columns - (2 * shrinkColumns));
        return "";
    }
}
