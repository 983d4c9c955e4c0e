using InpaintLab.Imaging;

namespace InpaintLab.Classical;

/// <summary>
/// A method that fills holes without training: a model family of specs (<c>model: {family: telea, radius: 5}</c>) and a name for
/// <c>inpaint</c>. It is registered by a <see cref="Core.Registry.FamilyAttribute"/> and needs no libtorch. Equal input gives equal output,
/// whatever the number of threads.
/// </summary>
public interface IClassicalMethod
{
    /// <summary>A new image with the holes filled. Known pixels are bit-exact, alpha stays as it is.</summary>
    /// <param name="image">Grey or RGB, with or without alpha, 8 or 16 bit, any size; it is not changed.</param>
    /// <param name="mask">Height x Width, row by row, 1 = hole, 0 = known.</param>
    /// <param name="work">Threads, progress and cancellation.</param>
    /// <exception cref="Core.Errors.UserErrorException">The whole image is a hole.</exception>
    /// <exception cref="ArgumentException">The mask has another number of pixels.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work);
}

/// <summary>How a method may work.</summary>
/// <param name="Threads">Threads that it may use; results do not depend on it.</param>
/// <param name="Progress">Is told the share that is done, 0 to 1; null for nobody.</param>
/// <param name="Stop">Ends it early.</param>
public sealed record ClassicalWork(int Threads, IProgress<double>? Progress, CancellationToken Stop)
{
    /// <summary>All cores, nobody told, never stopped.</summary>
    public static ClassicalWork Default { get; } = new(Environment.ProcessorCount, null, CancellationToken.None);
}
