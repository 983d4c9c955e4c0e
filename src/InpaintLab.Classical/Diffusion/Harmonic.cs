using System.ComponentModel.DataAnnotations;
using System.Runtime.Intrinsics;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>Options of <see cref="Harmonic"/>.</summary>
public sealed record HarmonicOptions
{
    /// <summary>The residual's 2-norm at the end over that of the right-hand side (the known values around the hole).</summary>
    [Range(1e-12, 1e-2)]
    public double Tolerance { get; init; } = 1e-8;
}

/// <summary>
/// Harmonic inpainting: each hole pixel is the mean of its four neighbours (the Laplace equation), the smoothest surface that meets what is
/// known; across the image's border nothing flows. Linear gradients are continued exactly, edges and texture are not.
/// </summary>
[Family("harmonic", Source = "Perez, Gangnet, Blake, 2003, doi:10.1145/882262.882269, equation 2")]
public sealed class Harmonic(HarmonicOptions options) : IClassicalMethod
{
    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        if (!HoleMask.HasHole(image, mask))
            return image.Copy();
        var solver = Solve(image, mask, options.Tolerance, work, work.Progress);
        work.Progress?.Report(1);
        return Lanes.Fill(image, solver.Positions, solver.Solution);
    }

    /// <summary>The solver with its solution, where other methods begin.</summary>
    internal static LaplaceSolver Solve(
        ImageBuffer image, ReadOnlySpan<byte> mask, double tolerance, ClassicalWork work, IProgress<double>? progress)
    {
        var solver = new LaplaceSolver(mask, image.Width, work);
        solver.Solve(KnownNeighbours(image, mask, solver.Positions), tolerance, progress);
        return solver;
    }

    /// <summary>For each hole pixel the sum of its known neighbours: the right-hand side of the Laplace equation.</summary>
    internal static Vector256<double>[] KnownNeighbours(ImageBuffer image, ReadOnlySpan<byte> mask, ReadOnlySpan<int> holes)
    {
        var sums = new Vector256<double>[holes.Length];
        for (var i = 0; i < sums.Length; i++)
        {
            foreach (var neighbour in new Neighbours(holes[i], image.Width, image.Height))
            {
                if (mask[neighbour] == 0)
                    sums[i] += Lanes.At(image, neighbour);
            }
        }

        return sums;
    }
}
