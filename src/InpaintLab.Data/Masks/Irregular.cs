using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Data.Masks;

/// <summary>Options of <see cref="Irregular"/>; min_ratio and max_ratio choose among the files.</summary>
public sealed record IrregularOptions : MaskFileOptions
{
    /// <summary>Whether each mask is mirrored left-right by the toss of a coin.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>Whether each mask is mirrored top-bottom by the toss of a coin.</summary>
    public bool VerticalFlip { get; init; }
}

/// <summary>
/// Masks from files (such as the irregular masks of Liu et al.), drawn at random with replacement and resized by nearest neighbour,
/// without regard to their shape. The origin of a mask is its file's path below root, with "|h" or "|v" when mirrored.
/// </summary>
[Mask("irregular", Source = "arXiv:1804.07723")]
public sealed class Irregular : MaskGenerator
{
    private readonly IrregularOptions _options;
    private readonly MaskFileDraw _draw;

    /// <summary>Lists the files; none is opened.</summary>
    /// <exception cref="UserErrorException">The folder is missing or holds no image.</exception>
    public Irregular(IrregularOptions options)
        : base(options)
    {
        _options = options;
        _draw = new MaskFileDraw(options, "mask 'irregular'");
    }

    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var origin = _draw.Fill(stream, pixels, height, width, 0, 1);
        var horizontal = _options.HorizontalFlip && stream.Chance(0.5);
        var vertical = _options.VerticalFlip && stream.Chance(0.5);
        if (horizontal)
            Flip.LeftRight(pixels, width);
        if (vertical)
            Flip.UpDown(pixels, 1, height, width);
        return origin + (horizontal ? "|h" : "") + (vertical ? "|v" : "");
    }
}
