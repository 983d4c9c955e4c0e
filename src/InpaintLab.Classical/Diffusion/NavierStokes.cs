using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>Options of <see cref="NavierStokes"/>.</summary>
public sealed record NavierStokesOptions
{
    /// <summary>The most rounds of transport and diffusion.</summary>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 100;

    /// <summary>Steps of transport in a round, 0.1 each (published results: 15).</summary>
    [Range(0, 1000)]
    public int Transport { get; init; } = 15;

    /// <summary>Steps of anisotropic diffusion in a round, 0.25 each: the viscosity (published results: 2).</summary>
    [Range(1, 1000)]
    public int Diffusion { get; init; } = 2;

    /// <summary>Ends when no colour changes by more than this, of 1, within a round.</summary>
    [Range(0.0, 1.0)]
    public double Tolerance { get; init; } = 5e-4;
}

/// <summary>
/// Navier-Stokes inpainting: the image is the stream function of a fluid, its Laplacian the vorticity, which flows along isophotes (lines
/// of equal colour) from the rim into the hole, so that edges go on in their direction; viscosity straightens them. Starts from
/// <see cref="Harmonic"/>; each colour flows on its own. Takes some 100 microseconds per hole pixel on one thread, about 200 bytes of
/// memory.
/// </summary>
/// <remarks>
/// Heads for the steady state of the source's equation 4, grad(Laplacian I) . perp(grad I) = viscosity. Deviation: the source moves the
/// vorticity and finds I by a Poisson equation, by which a noisy rim swells to any size within the hole. Here I itself moves, with the same
/// steady state (source, section 3), as in Bertalmio, Sapiro, Caselles, Ballester, 2000, doi:10.1145/344779.344972, equations 5 to 11:
/// turns of slope-limited transport and of diffusion I_t = curvature * |grad I|, whose steps are bounded by the values around. OpenCV's
/// INPAINT_NS is another algorithm (<see cref="FastMarching.NavierStokes"/>).
/// </remarks>
[Family("navier-stokes", Source = "Bertalmio, Bertozzi, Sapiro, 2001, doi:10.1109/CVPR.2001.990497")]
public sealed class NavierStokes(NavierStokesOptions options) : IClassicalMethod
{
    private const double TransportStep = 0.1;
    private const double DiffusionStep = 0.25;

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        if (!HoleMask.HasHole(image, mask))
            return image.Copy();
        var start = Harmonic.Solve(image, mask, 1e-6, work, progress: null);
        var field = new IsophoteField(image, start.Positions, start.Solution, new Chunks(work.Threads));
        var before = field.Colours.AsSpan(0, field.Holes).ToArray();
        for (var round = 0; round < options.Iterations; round++)
        {
            work.Progress?.Report((double)round / options.Iterations);
            for (var step = 0; step < options.Transport; step++)
            {
                work.Stop.ThrowIfCancellationRequested();
                field.Transport(TransportStep);
            }

            for (var step = 0; step < options.Diffusion; step++)
                field.Diffuse(DiffusionStep);
            if (Lanes.LargestChange(before, field.Colours, field.Holes) <= options.Tolerance)
                break;
            field.Colours.AsSpan(0, field.Holes).CopyTo(before);
        }

        work.Progress?.Report(1);
        return Lanes.Fill(image, start.Positions, field.Colours);
    }
}
