using InpaintLab.Core.Randomness;

namespace InpaintLab.Data.Transforms;

/// <summary>
/// A change of training images, registered with <see cref="Core.Registry.TransformAttribute"/>. Safe to call from several threads at once,
/// each with its own stream.
/// </summary>
public interface ITransform
{
    /// <summary>Changes an image in place; depends on nothing but the stream's numbers and the image.</summary>
    /// <param name="image">Planes R, G, B of height x width, in [0,1] before and after.</param>
    /// <param name="height">Rows, px.</param>
    /// <param name="width">Columns, px.</param>
    /// <param name="stream">The numbers to draw from; transforms of one image draw from it one after the other.</param>
    void Apply(Span<float> image, int height, int width, RandomStream stream);
}
