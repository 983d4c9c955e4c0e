using System.ComponentModel.DataAnnotations;
using System.Runtime.Intrinsics;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>Options of <see cref="Biharmonic"/>.</summary>
public sealed record BiharmonicOptions
{
    /// <summary>Whether each colour is kept within the range of those known; else only within what the image can hold.</summary>
    public bool Clamp { get; init; } = true;

    /// <summary>Most memory that solving may take, GiB; 0: three quarters of what the process can have.</summary>
    [Range(0.0, 65536.0)]
    public double MaxMemory { get; init; }
}

/// <summary>
/// Biharmonic inpainting: the Laplacian applied twice vanishes in the hole, so values and gradients are continued smoothly; the
/// surface may swing beyond the known colours. Solved by a direct method, whose memory is about 0.7 KB per hole pixel in irregular holes of
/// 200,000 pixels and 2 KB in a solid one of 1000 x 1000; a hole that needs more than is allowed is refused before the work begins.
/// </summary>
/// <remarks>
/// The discretisation is scikit-image's (<c>inpaint_biharmonic</c>): the square of the five-point Laplacian with mirrored borders. That
/// operator is symmetric and positive definite on a hole, hence Cholesky's factorisation (<see cref="FrontalSolver"/>), where scikit-image
/// uses a general one.
/// </remarks>
[Family("biharmonic", Source = "Damelin, Hoang, 2018, doi:10.1155/2018/3950312")]
public sealed class Biharmonic(BiharmonicOptions options) : IClassicalMethod
{
    private const double Gibi = 1L << 30;

    /// <inheritdoc/>
    /// <exception cref="UserErrorException">The hole needs more memory than it may take.</exception>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        if (!HoleMask.HasHole(image, mask))
            return image.Copy();
        var tree = new EliminationTree(mask, image.Width);
        var system = new BiharmonicSystem(image.Width, image.Height, tree.Order);
        var solver = new FrontalSolver(system, tree, work);
        RequireMemory(solver.Plan(), system.Count);
        var right = system.Right(image);
        solver.Solve(right);
        var (least, most) = options.Clamp ? Lanes.KnownRange(image, mask) : (Vector256<double>.Zero, Vector256<double>.One);
        for (var i = 0; i < right.Length; i++)
            right[i] = Vector256.Max(least, Vector256.Min(most, right[i]));
        work.Progress?.Report(1);
        return Lanes.Fill(image, tree.Order, right);
    }

    private void RequireMemory(long bytes, int pixels)
    {
        var limit = options.MaxMemory > 0 ? options.MaxMemory : 0.75 * GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Gibi;
        if (bytes <= limit * Gibi)
            return;
        var needed = bytes == long.MaxValue ? "arrays larger than there can be" : $"about {bytes / Gibi:g2} GiB";
        throw new UserErrorException(
            $"biharmonic: max_memory: expected holes that can be solved within {limit:g3} GiB, received {pixels} pixels, which need "
                + $"{needed}; 'harmonic' takes 0.3 KB per hole pixel");
    }
}
