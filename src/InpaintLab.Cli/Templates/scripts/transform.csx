// __name__: noise on training images. In a spec beside this file:
//
//   components: [__name__.csx]
//   training:
//     transforms: [{kind: __name__, amount: 0.02}]
//
// Transforms change training images, in their order, after the dataset's crop and flips; evaluation sees images as they are.
// See src/docs/hooks.md for what is open without a `using`.

/// <summary>Options of the transform.</summary>
public sealed record __Class__Options
{
    /// <summary>How far a value may be moved, in units of [0,1].</summary>
    [Range(0.0, 1.0)]
    public double Amount { get; init; } = 0.02;
}

[Transform("__name__")]
public sealed class __Class__(__Class__Options options) : ITransform
{
    // The image is planes R, G, B in [0,1], and must be so afterwards. Several threads call at once, each with its own stream: keep
    // nothing between calls, and draw every random number from the stream.
    public void Apply(Span<float> image, int height, int width, RandomStream stream)
    {
        for (var i = 0; i < image.Length; i++)
            image[i] = (float)Math.Clamp(image[i] + (options.Amount * ((2 * stream.Uniform()) - 1)), 0, 1);
    }
}
