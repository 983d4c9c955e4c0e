using System.ComponentModel.DataAnnotations;
using System.Runtime.Intrinsics;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>Options of <see cref="NavierStokes"/>.</summary>
public sealed record NavierStokesOptions
{
    /// <summary>The most rounds of transport, then recovery of the colours.</summary>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 300;

    /// <summary>Steps of transport and diffusion in a round; the flow stays as it is meanwhile.</summary>
    [Range(1, 1000)]
    public int Steps { get; init; } = 4;

    /// <summary>How strongly vorticity diffuses (the fluid's viscosity), in pixels squared per unit of time; the flow moves at most one grey range.</summary>
    [Range(0.0, 1.0)]
    public double Viscosity { get; init; } = 0.02;

    /// <summary>The difference of vorticity between neighbours that hinders its diffusion.</summary>
    [Range(1e-6, 10.0)]
    public double Contrast { get; init; } = 0.1;

    /// <summary>Ends when no colour changes by more than this, of 1, within a round.</summary>
    [Range(0.0, 1.0)]
    public double Tolerance { get; init; } = 2e-4;
}

/// <summary>
/// Navier-Stokes inpainting: the image is the stream function of a fluid, whose vorticity (the Laplacian) flows from the rim into the hole
/// along lines of equal colour, so that edges go on in their direction. Starts from <see cref="Harmonic"/>; each colour flows on its own.
/// </summary>
/// <remarks>
/// Solves w_t + v . grad w = viscosity div(g(|grad w|) grad w) with w = Laplacian(I) and v = (-I_y, I_x), the source's equations 3 to 5, by
/// explicit steps of half the length at which they are stable. Deviations: transport is first-order upwind where the source limits slopes;
/// after each round I is found from w by <see cref="LaplaceSolver"/> instead of Jacobi iterations; w beside the hole is that of known pixels
/// only, one-sided where need be. OpenCV's INPAINT_NS is another algorithm, a march from the rim inwards.
/// </remarks>
[Family("navier-stokes", Source = "Bertalmio, Bertozzi, Sapiro, 2001, doi:10.1109/CVPR.2001.990497")]
public sealed class NavierStokes(NavierStokesOptions options) : IClassicalMethod
{
    private const double SolverTolerance = 1e-5;

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        if (Planes.CountHole(image, mask) == 0)
            return image.Copy();
        var solver = Harmonic.Solve(image, mask, SolverTolerance, work, progress: null);
        var field = new VorticityField(image, mask, solver.Positions, new Chunks(work.Threads));
        var known = Harmonic.KnownNeighbours(image, mask, solver.Positions);
        var right = new Vector256<double>[known.Length];
        for (var round = 0; round < options.Iterations; round++)
        {
            work.Stop.ThrowIfCancellationRequested();
            work.Progress?.Report((double)round / options.Iterations);
            solver.Solution.AsSpan(0, field.Holes).CopyTo(field.Colours);
            Flow(field);
            for (var i = 0; i < right.Length; i++)
                right[i] = known[i] - field.Vorticity[i];
            solver.Solve(right, SolverTolerance);
            if (Change(field.Colours, solver.Solution, field.Holes) <= options.Tolerance)
                break;
        }

        var result = image.Copy();
        for (var i = 0; i < field.Holes; i++)
            Lanes.Set(result, solver.Positions[i], solver.Solution[i]);
        work.Progress?.Report(1);
        return result;
    }

    private void Flow(VorticityField field)
    {
        // Explicit upwind steps are stable up to 1 / (speed + 4 viscosity).
        var time = Vector256.Create(0.5) / (field.TopSpeed() + Vector256.Create((4 * options.Viscosity) + 1e-3));
        for (var step = 0; step < options.Steps; step++)
            field.Step(time, options.Viscosity, options.Contrast);
    }

    private static double Change(Vector256<double>[] before, Vector256<double>[] now, int count)
    {
        var most = Vector256<double>.Zero;
        for (var i = 0; i < count; i++)
            most = Vector256.Max(most, Vector256.Abs(now[i] - before[i]));
        return Math.Max(Math.Max(most[0], most[1]), most[2]);
    }
}
