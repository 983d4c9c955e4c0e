using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// One symmetric V-cycle for the Laplace equation in a hole, the preconditioner of <see cref="LaplaceSolver"/>: red-black Gauss-Seidel,
/// bilinear transfer on cell centres, equations rediscretised on each level (<see cref="GridLevel"/>). Works on holes of any shape.
/// </summary>
internal sealed class Multigrid
{
    private const int CoarsestCells = 16;
    private const int CoarsestSweeps = 16;

    private readonly Chunks _chunks;
    private readonly List<GridLevel> _levels = [];

    public Multigrid(GridLevel finest, Chunks chunks)
    {
        _chunks = chunks;
        _levels.Add(finest);
        while (_levels[^1].Count > CoarsestCells)
        {
            var coarse = _levels[^1].Coarsen();
            if (coarse.Count == _levels[^1].Count)
                break;
            _levels.Add(coarse);
        }
    }

    /// <summary>One cycle for the right-hand side in the finest level's F, from 0; the result is in its X.</summary>
    public void Cycle() => Cycle(0);

    private void Cycle(int depth)
    {
        var level = _levels[depth];
        _chunks.For(0, level.Reds, (from, to) =>
        {
            for (var i = from; i < to; i++)
                level.X[i] = level.F[i] / level.Diagonal[i];
        });
        RelaxBlacks(level);
        if (depth == _levels.Count - 1)
        {
            // Forth, and as often back: the cycle stays symmetric.
            for (var sweep = 1; sweep < CoarsestSweeps; sweep++)
            {
                RelaxReds(level);
                RelaxBlacks(level);
            }

            for (var sweep = 0; sweep < CoarsestSweeps; sweep++)
            {
                RelaxBlacks(level);
                RelaxReds(level);
            }

            return;
        }

        Restrict(level, _levels[depth + 1]);
        Cycle(depth + 1);
        Prolong(level, _levels[depth + 1]);
        RelaxBlacks(level);
        RelaxReds(level);
    }

    private void RelaxReds(GridLevel level) => Relax(level, 0, level.Reds);

    private void RelaxBlacks(GridLevel level) => Relax(level, level.Reds, level.Count);

    private void Relax(GridLevel level, int first, int end) => _chunks.For(first, end, (from, to) =>
    {
        for (var i = from; i < to; i++)
            level.X[i] = (level.F[i] + NeighbourSum(level, level.X, i)) / level.Diagonal[i];
    });

    // Black cells have just been solved for: only red ones have a residual.
    private static void Restrict(GridLevel level, GridLevel coarse)
    {
        Array.Clear(coarse.F);
        for (var i = 0; i < level.Reds; i++)
        {
            var residual = (level.F[i] + NeighbourSum(level, level.X, i) - (level.X[i] * level.Diagonal[i])) / 16;
            coarse.F[level.Parents[4 * i]] += residual * 9;
            coarse.F[level.Parents[(4 * i) + 1]] += residual * 3;
            coarse.F[level.Parents[(4 * i) + 2]] += residual * 3;
            coarse.F[level.Parents[(4 * i) + 3]] += residual;
        }
    }

    // And only they are read by the relaxation that follows.
    private void Prolong(GridLevel level, GridLevel coarse) => _chunks.For(0, level.Reds, (from, to) =>
    {
        for (var i = from; i < to; i++)
        {
            var near = (coarse.X[level.Parents[(4 * i) + 1]] + coarse.X[level.Parents[(4 * i) + 2]]) * 3;
            level.X[i] += ((coarse.X[level.Parents[4 * i]] * 9) + near + coarse.X[level.Parents[(4 * i) + 3]]) / 16;
        }
    });

    /// <summary>The weighed sum of a cell's neighbours.</summary>
    public static Vector256<double> NeighbourSum(GridLevel level, Vector256<double>[] values, int cell)
    {
        var neighbours = level.Neighbours.AsSpan(4 * cell, 4);
        var weights = level.Weights.AsSpan(4 * cell, 4);
        return (values[neighbours[0]] * weights[0]) + (values[neighbours[1]] * weights[1])
            + (values[neighbours[2]] * weights[2]) + (values[neighbours[3]] * weights[3]);
    }
}
