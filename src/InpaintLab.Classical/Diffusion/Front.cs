using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// A dense part of the multifrontal Cholesky factorisation: eliminates the unknowns from <see cref="First"/> to <see cref="End"/>, and
/// hands what that leaves of the unknowns they touch (its border) to its parent.
/// </summary>
/// <remarks>Source: Liu, "The multifrontal method for sparse matrix solution", 1992, doi:10.1137/1034004.</remarks>
internal sealed class Front(int first, int count, Front[] children)
{
    // Rows of the border begin at a strip of their own.
    private readonly int _borderRow = Strips.Padded(count);
    private int[] _border = [];
    private Strips? _factor;
    private Strips? _rest;

    /// <summary>The first unknown eliminated here.</summary>
    public int First { get; } = first;

    /// <summary>One past the last unknown eliminated here.</summary>
    public int End => First + count;

    /// <summary>Those whose borders end here.</summary>
    public IReadOnlyList<Front> Children => children;

    /// <summary>Unknowns eliminated here and below.</summary>
    public int Weight { get; } = count + children.Sum(c => c.Weight);

    /// <summary>Finds out which unknowns it touches; its children have done so.</summary>
    /// <param name="system">The matrix.</param>
    /// <param name="places">Scratch: one number per unknown, all -1, and so again afterwards.</param>
    /// <returns>How many numbers its part of the factor has, and how many it hands to its parent.</returns>
    public (long Factor, long HandedOn) Plan(BiharmonicSystem system, int[] places)
    {
        FindBorder(system, places);
        long border = Strips.Padded(_border.Length);
        return ((_borderRow + border) * _borderRow, border * border);
    }

    /// <summary>Assembles the rows of the matrix and what the children left, and eliminates; <see cref="Plan"/> comes before.</summary>
    /// <param name="system">The matrix.</param>
    /// <param name="places">Scratch: one number per unknown, all -1, and so again afterwards.</param>
    /// <param name="loop">Calls a body for each number of a range (from, to), in any order.</param>
    public void Factorise(BiharmonicSystem system, int[] places, Action<int, int, Action<int>> loop)
    {
        for (var i = 0; i < _border.Length; i++)
            places[_border[i]] = _borderRow + i;
        var factor = Strips.Zero(_borderRow + _border.Length, count);
        var rest = Strips.Rent(_border.Length, _border.Length);
        Span<(int, double)> entries = stackalloc (int, double)[BiharmonicOperator.MostEntries];
        for (var i = First; i < End; i++)
        {
            foreach (var (column, value) in entries[..system.Row(i, entries)])
                factor.At(Place(column, places), i - First) += value;
        }

        foreach (var child in children)
            Add(child, factor, rest, places);
        foreach (var unknown in _border)
            places[unknown] = -1;
        Eliminate(factor, rest, loop);
        (_factor, _rest) = (factor, rest);
    }

    /// <summary>Takes the eliminated unknowns out of the right-hand sides.</summary>
    public void Forward(Vector256<double>[] right)
    {
        for (var i = 0; i < count; i++)
        {
            right[First + i] /= _factor!.At(i, i);
            for (var k = i + 1; k < count; k++)
                right[First + k] -= right[First + i] * _factor.At(k, i);
        }

        for (var i = 0; i < _border.Length; i++)
        {
            var strip = _factor!.Strip((_borderRow + i) / Strips.Width, count);
            var sum = Vector256<double>.Zero;
            for (int k = 0, at = i % Strips.Width; k < count; k++, at += Strips.Width)
                sum += right[First + k] * strip[at];
            right[_border[i]] -= sum;
        }
    }

    /// <summary>Solves for the eliminated unknowns, given the later ones.</summary>
    public void Backward(Vector256<double>[] values)
    {
        for (var i = 0; i < _border.Length; i++)
        {
            var strip = _factor!.Strip((_borderRow + i) / Strips.Width, count);
            var value = values[_border[i]];
            for (int k = 0, at = i % Strips.Width; k < count; k++, at += Strips.Width)
                values[First + k] -= value * strip[at];
        }

        for (var i = count - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < count; k++)
                values[First + i] -= values[First + k] * _factor!.At(k, i);
            values[First + i] /= _factor!.At(i, i);
        }
    }

    private int Place(int unknown, int[] places) => unknown < End ? unknown - First : places[unknown];

    private void FindBorder(BiharmonicSystem system, int[] places)
    {
        var border = new List<int>();
        foreach (var child in children)
        {
            foreach (var unknown in child._border)
                Take(unknown);
        }

        Span<(int, double)> entries = stackalloc (int, double)[BiharmonicOperator.MostEntries];
        for (var i = First; i < End; i++)
        {
            foreach (var (column, _) in entries[..system.Row(i, entries)])
                Take(column);
        }

        border.Sort();
        _border = [.. border];
        foreach (var unknown in _border)
            places[unknown] = -1;

        void Take(int unknown)
        {
            if (unknown < End || places[unknown] >= 0)
                return;
            places[unknown] = 0;
            border.Add(unknown);
        }
    }

    // Borders ascend, so the child's lower triangle falls into the lower triangle here, and its first columns into the factor.
    private void Add(Front child, Strips factor, Strips rest, int[] places)
    {
        var size = child._border.Length;
        var (columns, inFactor, inRest) = (new int[size], new int[size], new int[size]);
        var eliminated = 0;
        for (var i = 0; i < size; i++)
        {
            var place = Place(child._border[i], places);
            var isEliminated = place < count;
            eliminated += isEliminated ? 1 : 0;
            columns[i] = (isEliminated ? place : place - _borderRow) * Strips.Width;
            inFactor[i] = factor.PlaceOf(place);
            inRest[i] = isEliminated ? 0 : rest.PlaceOf(place - _borderRow);
        }

        var left = child._rest!;
        for (var row = 0; row < size; row++)
        {
            var from = left.Values[left.PlaceOf(row)..];
            AddRow(from, 0, Math.Min(eliminated, row + 1), columns, factor.Values[inFactor[row]..]);
            AddRow(from, eliminated, row + 1, columns, rest.Values[inRest[row]..]);
        }

        left.Return();
        child._rest = null;
    }

    private static void AddRow(ReadOnlySpan<double> from, int first, int end, int[] columns, Span<double> to)
    {
        for (var column = first; column < end; column++)
            to[columns[column]] += from[column * Strips.Width];
    }

    private void Eliminate(Strips factor, Strips rest, Action<int, int, Action<int>> loop)
    {
        var squares = _borderRow / Strips.Width;
        for (var square = 0; square < squares; square++)
        {
            var (diagonal, columns) = (square, Math.Min(Strips.Width, count - (square * Strips.Width)));
            factor.SubtractEarlier(diagonal, diagonal, diagonal * Strips.Width);
            factor.FactoriseSquare(diagonal, columns);
            loop(diagonal + 1, factor.Count, strip =>
            {
                factor.SubtractEarlier(strip, diagonal, diagonal * Strips.Width);
                factor.DivideBySquare(strip, diagonal, columns);
            });
        }

        loop(0, rest.Count, strip =>
        {
            for (var other = 0; other <= strip; other++)
                Strips.Subtract(rest, strip, other * Strips.Width, factor, squares + strip, squares + other, count);
        });
    }
}
