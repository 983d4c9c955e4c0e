using System.Runtime.Intrinsics;
using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>Where an image to be blended shows what its maker thinks the picture is.</summary>
public enum FillExtent
{
    /// <summary>In the hole only: known pixels are the original's, as in a composite.</summary>
    Hole,

    /// <summary>Everywhere: a raw prediction.</summary>
    Image,
}

/// <summary>
/// Poisson blending: a fill keeps its gradients, and its colours are shifted smoothly so that they meet the known pixels around the hole.
/// Works on what any method or network made. Known pixels are bit-exact, alpha stays as it is.
/// </summary>
/// <remarks>
/// Source: Perez, Gangnet, Blake, "Poisson image editing", 2003, doi:10.1145/882262.882269, equations 6 and 7. Deviation: a composite has
/// no fill beside the hole, so the gradient across the rim is the mean of the gradients next to it on either side, along the same line.
/// </remarks>
public static class PoissonBlend
{
    private const double Tolerance = 1e-8;

    /// <summary>A new image: the original with the blended fill in its holes.</summary>
    /// <param name="original">Grey or RGB, with or without alpha, 8 or 16 bit.</param>
    /// <param name="filled">The fill, of the same size, channels and bit depth.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="work">Threads, progress and cancellation; null: all cores.</param>
    /// <param name="extent">Whether the fill also covers what is known.</param>
    /// <exception cref="ArgumentException">The sizes, channels or bit depths differ.</exception>
    /// <exception cref="UserErrorException">The whole image is a hole.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ImageBuffer Apply(
        ImageBuffer original, ImageBuffer filled, ReadOnlySpan<byte> mask, ClassicalWork? work = null, FillExtent extent = FillExtent.Hole)
    {
        work ??= ClassicalWork.Default;
        if ((filled.Width, filled.Height, filled.Channels, filled.BitDepth)
            != (original.Width, original.Height, original.Channels, original.BitDepth))
        {
            throw new ArgumentException($"expected {Describe(original)}, got {Describe(filled)}", nameof(filled));
        }

        if (!HoleMask.HasHole(original, mask))
            return original.Copy();

        // With u = fill + shift, the gradients agree where the shift is harmonic: no source but the jump at the rim.
        var solver = new LaplaceSolver(mask, original.Width, work);
        var right = new Vector256<double>[solver.Positions.Length];
        for (var i = 0; i < right.Length; i++)
        {
            var hole = solver.Positions[i];
            foreach (var known in new Neighbours(hole, original.Width, original.Height))
            {
                if (mask[known] == 0)
                {
                    var expected = extent == FillExtent.Image
                        ? Lanes.At(filled, known)
                        : Lanes.At(filled, hole) + StepAcross(original, filled, mask, hole, known);
                    right[i] += Lanes.At(original, known) - expected;
                }
            }
        }

        solver.Solve(right, Tolerance, work.Progress);
        for (var i = 0; i < right.Length; i++)
            solver.Solution[i] += Lanes.At(filled, solver.Positions[i]);
        work.Progress?.Report(1);
        return Lanes.Fill(original, solver.Positions, solver.Solution);
    }

    // How much the fill would change from a hole pixel to the known one beside it.
    private static Vector256<double> StepAcross(ImageBuffer original, ImageBuffer filled, ReadOnlySpan<byte> mask, int hole, int known)
    {
        var (sum, count) = (Vector256<double>.Zero, 0);
        if (Next(original, known, hole) is { } inside && mask[inside] != 0)
            (sum, count) = (Lanes.At(filled, hole) - Lanes.At(filled, inside), 1);
        if (Next(original, hole, known) is { } outside && mask[outside] == 0)
            (sum, count) = (sum + Lanes.At(original, outside) - Lanes.At(original, known), count + 1);
        return count == 0 ? sum : sum / count;
    }

    // The pixel after two neighbours on their line, if it lies in the image.
    private static int? Next(ImageBuffer image, int from, int to)
    {
        foreach (var neighbour in new Neighbours(to, image.Width, image.Height))
        {
            if (neighbour == to + (to - from))
                return neighbour;
        }

        return null;
    }

    private static string Describe(ImageBuffer image) =>
        $"{image.Width} x {image.Height} pixels, {image.Channels} channels of {image.BitDepth} bits";
}
