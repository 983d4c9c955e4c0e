using System.ComponentModel.DataAnnotations;
using System.Runtime.Intrinsics;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>Options of <see cref="TotalVariation"/>.</summary>
public sealed record TotalVariationOptions
{
    /// <summary>The most iterations.</summary>
    [Range(1, 1_000_000)]
    public int Iterations { get; init; } = 5000;

    /// <summary>Ends when no colour has changed by more than this, of 1, within 50 iterations.</summary>
    [Range(0.0, 1.0)]
    public double Tolerance { get; init; } = 5e-4;
}

/// <summary>
/// Total variation inpainting: the fill with the least sum of gradient lengths, which continues straight edges across holes narrower than
/// the shapes beside them, and leaves flat areas flat. Starts from <see cref="Harmonic"/>.
/// </summary>
/// <remarks>
/// Minimised by the primal-dual algorithm of Chambolle and Pock (2011, doi:10.1007/s10851-010-0251-1, algorithm 1, theta = 1,
/// tau = 1/16, sigma = 2). Deviations from the source: known pixels are kept exactly instead of denoised, and colours share one
/// gradient length, the root of the sum of their squares, so that their edges stay together.
/// </remarks>
[Family("tv", Source = "Chan, Shen, 2002, doi:10.1137/S0036139900368844")]
public sealed class TotalVariation(TotalVariationOptions options) : IClassicalMethod
{
    private const int CheckEvery = 50;

    // Their product has to be at most 1 / 8, that of the gradient's squared norm.
    private const double Primal = 1.0 / 16;
    private const double Dual = 2;

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        if (!HoleMask.HasHole(image, mask))
            return image.Copy();
        var start = Harmonic.Solve(image, mask, 1e-6, work, progress: null);
        var field = new GradientField(image, start.Positions, start.Solution);
        Minimise(field, work);
        work.Progress?.Report(1);
        return Lanes.Fill(image, start.Positions, field.Values);
    }

    internal void Minimise(GradientField field, ClassicalWork work)
    {
        var chunks = new Chunks(work.Threads);
        var ahead = field.Values.ToArray();
        var (across, down) = (new Vector256<double>[field.Count + 1], new Vector256<double>[field.Count + 1]);
        var before = field.Values.AsSpan(0, field.Holes).ToArray();
        for (var iteration = 1; iteration <= options.Iterations; iteration++)
        {
            work.Stop.ThrowIfCancellationRequested();
            chunks.For(0, field.Count, (from, to) =>
            {
                for (var i = from; i < to; i++)
                {
                    var (x, y) = field.Gradient(ahead, i);
                    (x, y) = (across[i] + (x * Dual), down[i] + (y * Dual));
                    var length = Math.Max(1, Math.Sqrt(Vector256.Sum((x * x) + (y * y))));
                    (across[i], down[i]) = (x / length, y / length);
                }
            });
            chunks.For(0, field.Holes, (from, to) =>
            {
                for (var i = from; i < to; i++)
                {
                    var moved = field.Values[i] + (field.Divergence(across, down, i) * Primal);
                    ahead[i] = (moved * 2) - field.Values[i];
                    field.Values[i] = moved;
                }
            });
            if (iteration % CheckEvery == 0)
            {
                work.Progress?.Report((double)iteration / options.Iterations);
                if (Lanes.LargestChange(before, field.Values, field.Holes) <= options.Tolerance)
                    return;
                field.Values.AsSpan(0, field.Holes).CopyTo(before);
            }
        }
    }
}
