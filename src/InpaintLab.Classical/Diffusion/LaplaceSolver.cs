using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// Solves the Poisson equation in the holes of an image for all colours at once: values are given at known pixels (Dirichlet), nothing
/// leaves at the image's border (Neumann). Conjugate gradients, preconditioned by <see cref="Multigrid"/>; memory is about 300 bytes per
/// hole pixel and 20 per pixel.
/// </summary>
internal sealed class LaplaceSolver
{
    private const int MostIterations = 500;

    private readonly GridLevel _grid;
    private readonly Multigrid _cycle;
    private readonly Chunks _chunks;
    private readonly ClassicalWork _work;

    /// <param name="mask">Height x Width, 1 = hole; some pixel is known, and some is not.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="work">Threads, and what stops it.</param>
    public LaplaceSolver(ReadOnlySpan<byte> mask, int width, ClassicalWork work)
    {
        _work = work;
        _chunks = new Chunks(work.Threads);
        _grid = GridLevel.Finest(mask, width);
        _cycle = new Multigrid(_grid, _chunks);
        Solution = new Vector256<double>[_grid.Count + 1];
    }

    /// <summary>The place of each hole pixel, y * width + x.</summary>
    public ReadOnlySpan<int> Positions => _grid.Positions;

    /// <summary>
    /// Colours of hole pixels in the order of <see cref="Positions"/>, where <see cref="Solve"/> begins and what it finds.
    /// </summary>
    public Vector256<double>[] Solution { get; }

    /// <summary>
    /// Solves: neighbours in the image * u - sum of u over those in the hole = <paramref name="right"/>, which therefore holds the values
    /// of known neighbours and the sources.
    /// </summary>
    /// <param name="right">In the order of <see cref="Positions"/>; lost.</param>
    /// <param name="tolerance">Ends when, for each colour, the residual's 2-norm is at most this times that of the right-hand side.</param>
    /// <param name="progress">Told a share, 0 to 1, of the way down to the tolerance; null for nobody.</param>
    /// <returns>The number of iterations.</returns>
    /// <exception cref="InvalidOperationException">It did not converge.</exception>
    public int Solve(Vector256<double>[] right, double tolerance, IProgress<double>? progress = null)
    {
        var n = _grid.Count;
        var (residual, direction, product) = (right, new Vector256<double>[n + 1], new Vector256<double>[n + 1]);
        var limit = Dot(right, right) * (tolerance * tolerance);
        Multiply(Solution, product);
        Update(residual, product, -Vector256<double>.One, residual);
        var before = Vector256<double>.Zero;
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            _work.Stop.ThrowIfCancellationRequested();
            var norm = Dot(residual, residual);
            if (Vector256.LessThanOrEqualAll(norm, limit))
                return iteration;
            progress?.Report(Share(norm, limit, tolerance));
            Array.Copy(residual, _grid.F, n);
            _cycle.Cycle();
            var now = Dot(residual, _grid.X);
            Update(_grid.X, direction, Ratio(now, before), direction);
            Multiply(direction, product);
            var step = Ratio(now, Dot(direction, product));
            Update(Solution, direction, step, Solution);
            Update(residual, product, -step, residual);
            before = now;
        }

        throw new InvalidOperationException($"no solution within {MostIterations} iterations: is the tolerance {tolerance:g2} too small?");
    }

    private static double Share(Vector256<double> norm, Vector256<double> limit, double tolerance)
    {
        var share = 1.0;
        for (var c = 0; c < 4; c++)
        {
            if (norm[c] > limit[c])
                share = Math.Min(share, 1 + (Math.Log(norm[c] / limit[c]) / Math.Log(tolerance * tolerance)));
        }

        return Math.Max(share, 0);
    }

    // A colour that is solved already has nothing left to divide: it stays.
    private static Vector256<double> Ratio(Vector256<double> a, Vector256<double> b) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(b, Vector256<double>.Zero), a / b, Vector256<double>.Zero);

    private Vector256<double> Dot(Vector256<double>[] a, Vector256<double>[] b) => _chunks.Sum(_grid.Count, (from, to) =>
    {
        var sum = Vector256<double>.Zero;
        for (var i = from; i < to; i++)
            sum += a[i] * b[i];
        return sum;
    });

    // target = a + scale * b
    private void Update(Vector256<double>[] a, Vector256<double>[] b, Vector256<double> scale, Vector256<double>[] target) =>
        _chunks.For(0, _grid.Count, (from, to) =>
        {
            for (var i = from; i < to; i++)
                target[i] = a[i] + (b[i] * scale);
        });

    private void Multiply(Vector256<double>[] values, Vector256<double>[] product) => _chunks.For(0, _grid.Count, (from, to) =>
    {
        for (var i = from; i < to; i++)
            product[i] = (values[i] * _grid.Diagonal[i]) - Multigrid.NeighbourSum(_grid, values, i);
    });
}
