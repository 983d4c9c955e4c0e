// __name__: masks of one stripe from top to bottom. In a spec beside this file:
//
//   components: [__name__.csx]
//   mask: {kind: __name__, width: 0.3}
//
// Options become keys in snake_case, checked by their attributes; min_ratio, max_ratio and bank come with every mask.
// See src/docs/hooks.md for what is open without a `using`.

/// <summary>Options of the mask.</summary>
public sealed record __Class__Options : MaskOptions
{
    /// <summary>Width of the stripe over the image's.</summary>
    [Range(0.05, 0.9)]
    public double Width { get; init; } = 0.25;
}

[Mask("__name__")]
public sealed class __Class__(__Class__Options options) : MaskGenerator(options)
{
    // Draws one mask into zeroed pixels, 1 = hole; it is drawn again until its ratio is within the bounds. Every random number comes from
    // the stream, so that the same seed gives the same masks on any number of threads.
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var columns = Math.Max(1, (int)(options.Width * width));
        var left = stream.Integer(0, width - columns + 1);
        for (var y = 0; y < height; y++)
            pixels.Slice((y * width) + left, columns).Fill(1);
        return "";
    }
}
