using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// The Laplace equation on the cells of a hole, at one of the resolutions of <see cref="Multigrid"/>: for each cell
/// diagonal * x - sum of weight * neighbour = f. Red cells (x + y even) stand before black ones, so that each colour can be relaxed in any
/// order. Index <see cref="Count"/> is a cell whose value is always 0: what is known.
/// </summary>
internal sealed class GridLevel
{
    private readonly int _width;
    private readonly int _height;
    private readonly int[] _positions;
    private readonly int[] _cellAt;

    private GridLevel(int width, int height, bool[] isCell)
    {
        (_width, _height) = (width, height);
        _cellAt = new int[width * height];
        _positions = new int[isCell.Count(c => c)];
        var next = 0;
        for (var colour = 0; colour < 2; colour++)
        {
            for (var i = 0; i < isCell.Length; i++)
            {
                if (isCell[i] && (((i % width) + (i / width)) & 1) == colour)
                {
                    _positions[next] = i;
                    _cellAt[i] = next++;
                }
            }

            Reds = colour == 0 ? next : Reds;
        }

        for (var i = 0; i < isCell.Length; i++)
            _cellAt[i] = isCell[i] ? _cellAt[i] : Count;
        Neighbours = new int[4 * Count];
        Weights = new double[4 * Count];
        Diagonal = new double[Count];
        X = new Vector256<double>[Count + 1];
        F = new Vector256<double>[Count + 1];
        ConnectNeighbours();
    }

    /// <summary>The number of cells.</summary>
    public int Count => _positions.Length;

    /// <summary>The number of red cells, which come first.</summary>
    public int Reds { get; }

    /// <summary>The place of each cell in the image, y * width + x.</summary>
    public ReadOnlySpan<int> Positions => _positions;

    /// <summary>Left, right, upper and lower neighbour of each cell; <see cref="Count"/> for none.</summary>
    public int[] Neighbours { get; }

    /// <summary>How strongly a cell is tied to each neighbour.</summary>
    public double[] Weights { get; }

    /// <summary>The sum of a cell's ties, those to known pixels included.</summary>
    public double[] Diagonal { get; }

    /// <summary>Four cells of the next level for each cell (own, beside, above or below, diagonal), weighed 9, 3, 3, 1 / 16.</summary>
    public int[] Parents { get; private set; } = [];

    /// <summary>Scratch of the cycle: the correction, <see cref="Count"/> + 1.</summary>
    public Vector256<double>[] X { get; }

    /// <summary>Scratch of the cycle: the right-hand side, <see cref="Count"/> + 1.</summary>
    public Vector256<double>[] F { get; }

    /// <summary>The hole itself: weight 1 to each neighbour in the hole, 1 on the diagonal for each neighbour in the image.</summary>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="width">In pixels.</param>
    public static GridLevel Finest(ReadOnlySpan<byte> mask, int width)
    {
        var isCell = new bool[mask.Length];
        for (var i = 0; i < mask.Length; i++)
            isCell[i] = mask[i] != 0;
        var level = new GridLevel(width, mask.Length / width, isCell);
        for (var i = 0; i < level.Count; i++)
        {
            for (var d = 0; d < 4; d++)
            {
                level.Weights[(4 * i) + d] = level.Neighbours[(4 * i) + d] < level.Count ? 1 : 0;
                level.Diagonal[i] += level.Step(level._positions[i], d) >= 0 ? 1 : 0;
            }
        }

        return level;
    }

    /// <summary>The level of half the resolution, and <see cref="Parents"/> that lead to it.</summary>
    public GridLevel Coarsen()
    {
        var (width, height) = ((_width + 1) / 2, (_height + 1) / 2);
        var isCell = new bool[width * height];
        foreach (var position in _positions)
            isCell[Parent(position, width)] = true;
        var coarse = new GridLevel(width, height, isCell);
        Parents = new int[4 * Count];
        for (var i = 0; i < Count; i++)
        {
            var own = coarse._cellAt[Parent(_positions[i], width)];
            Connect(i, own, coarse);
            FindParents(i, own, coarse);
        }

        for (var i = 0; i < 4 * coarse.Count; i++)
            coarse.Diagonal[i / 4] += coarse.Weights[i];
        return coarse;
    }

    // Two cells side by side have half the conductance per length of their double; a tie to what is known also gains half a cell of
    // length. Both are the finite-volume rule, and keep the coarse equation that of the same problem.
    private void Connect(int cell, int own, GridLevel coarse)
    {
        var tie = Diagonal[cell];
        for (var d = 0; d < 4; d++)
        {
            var neighbour = Neighbours[(4 * cell) + d];
            tie -= Weights[(4 * cell) + d];
            if (neighbour < Count && coarse._cellAt[Parent(_positions[neighbour], coarse._width)] != own)
                coarse.Weights[(4 * own) + d] += Weights[(4 * cell) + d] / 2;
        }

        tie = Math.Max(tie, 0);
        coarse.Diagonal[own] += tie / (1 + (tie / 2));
    }

    private void FindParents(int cell, int own, GridLevel coarse)
    {
        var (x, y) = (_positions[cell] % _width, _positions[cell] / _width);
        var (sideways, vertical) = (x & 1, 2 + (y & 1));
        var place = Parent(_positions[cell], coarse._width);
        var beside = Across(cell, sideways, own, coarse.Step(place, sideways), coarse);
        var above = Across(cell, vertical, own, coarse.Step(place, vertical), coarse);
        int diagonal;
        if (coarse.Step(place, sideways) < 0)
            diagonal = above;
        else if (coarse.Step(place, vertical) < 0)
            diagonal = beside;
        else
            diagonal = coarse._cellAt[coarse.Step(coarse.Step(place, sideways), vertical)];
        (Parents[4 * cell], Parents[(4 * cell) + 1], Parents[(4 * cell) + 2], Parents[(4 * cell) + 3]) = (own, beside, above, diagonal);
    }

    // Nothing leaves at the image's border, so a cell there has its own value beyond; a known pixel between two cells parts them.
    private int Across(int cell, int direction, int own, int place, GridLevel coarse)
    {
        if (place < 0)
            return own;
        return Neighbours[(4 * cell) + direction] < Count ? coarse._cellAt[place] : coarse.Count;
    }

    private int Parent(int position, int coarseWidth) => (position / _width / 2 * coarseWidth) + (position % _width / 2);

    private void ConnectNeighbours()
    {
        for (var i = 0; i < Count; i++)
        {
            for (var d = 0; d < 4; d++)
            {
                var place = Step(_positions[i], d);
                Neighbours[(4 * i) + d] = place < 0 ? Count : _cellAt[place];
            }
        }
    }

    // The place beside another (0 left, 1 right, 2 up, 3 down); -1 outside the image.
    private int Step(int place, int direction)
    {
        var (x, y) = (place % _width, place / _width);
        return direction switch
        {
            0 => x > 0 ? place - 1 : -1,
            1 => x < _width - 1 ? place + 1 : -1,
            2 => y > 0 ? place - _width : -1,
            _ => y < _height - 1 ? place + _width : -1,
        };
    }
}
