using System.Numerics;
using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>One row of a symmetric matrix: the columns from the diagonal on, and their values.</summary>
internal delegate void MatrixRow(int row, Action<int, double> entry);

/// <summary>
/// A dense part of the multifrontal Cholesky factorisation: eliminates the unknowns from <see cref="First"/> to <see cref="End"/>, and hands
/// what that leaves of the unknowns they touch (<see cref="Border"/>) to its parent.
/// </summary>
/// <remarks>Source: Liu, "The multifrontal method for sparse matrix solution", 1992, doi:10.1137/1034004.</remarks>
internal sealed class Front(int first, int count, Front[] children)
{
    private double[] _factor = [];
    private double[] _rest = [];

    /// <summary>The first unknown eliminated here.</summary>
    public int First { get; } = first;

    /// <summary>One past the last unknown eliminated here.</summary>
    public int End => First + count;

    /// <summary>0 for a leaf.</summary>
    public int Height { get; } = children.Length == 0 ? 0 : 1 + children.Max(c => c.Height);

    /// <summary>Later unknowns that those eliminated here are tied to, in ascending order.</summary>
    public int[] Border { get; private set; } = [];

    /// <summary>Assembles the rows of the matrix and what the children left, and eliminates.</summary>
    public void Factorise(MatrixRow matrix)
    {
        var border = new SortedSet<int>(children.SelectMany(c => c.Border).Where(i => i >= End));
        for (var i = First; i < End; i++)
        {
            matrix(i, (column, _) =>
            {
                if (column >= End)
                    border.Add(column);
            });
        }

        Border = [.. border];
        _factor = new double[(count + Border.Length) * count];
        _rest = new double[Border.Length * Border.Length];
        for (var i = First; i < End; i++)
            matrix(i, (column, value) => _factor[(Local(column) * count) + i - First] += value);
        foreach (var child in children)
            Add(child);
        Eliminate();
    }

    /// <summary>Takes the eliminated unknowns out of the right-hand sides.</summary>
    public void Forward(Vector256<double>[] right)
    {
        for (var i = 0; i < count; i++)
        {
            var sum = right[First + i];
            for (var k = 0; k < i; k++)
                sum -= right[First + k] * _factor[(i * count) + k];
            right[First + i] = sum / _factor[(i * count) + i];
        }

        for (var i = 0; i < Border.Length; i++)
        {
            var sum = right[Border[i]];
            for (var k = 0; k < count; k++)
                sum -= right[First + k] * _factor[((count + i) * count) + k];
            right[Border[i]] = sum;
        }
    }

    /// <summary>Solves for the eliminated unknowns, given the later ones.</summary>
    public void Backward(Vector256<double>[] values)
    {
        for (var i = 0; i < Border.Length; i++)
        {
            for (var k = 0; k < count; k++)
                values[First + k] -= values[Border[i]] * _factor[((count + i) * count) + k];
        }

        for (var i = count - 1; i >= 0; i--)
        {
            values[First + i] /= _factor[(i * count) + i];
            for (var k = 0; k < i; k++)
                values[First + k] -= values[First + i] * _factor[(i * count) + k];
        }
    }

    private int Local(int unknown) => unknown < End ? unknown - First : count + Array.BinarySearch(Border, unknown);

    private void Add(Front child)
    {
        var size = child.Border.Length;
        var local = Array.ConvertAll(child.Border, Local);
        for (var i = 0; i < size; i++)
        {
            var row = child._rest.AsSpan(i * size, i + 1);
            for (var j = 0; j < row.Length; j++)
            {
                if (local[j] < count)
                    _factor[(local[i] * count) + local[j]] += row[j];
                else
                    _rest[((local[i] - count) * Border.Length) + local[j] - count] += row[j];
            }
        }

        child._rest = [];
    }

    // Rows are contiguous, so every entry takes the product of two rows' beginnings.
    private void Eliminate()
    {
        for (var i = 0; i < count + Border.Length; i++)
        {
            var row = _factor.AsSpan(i * count, count);
            for (var j = 0; j < Math.Min(i, count); j++)
                row[j] = (row[j] - Product(row, _factor.AsSpan(j * count, count), j)) / _factor[(j * count) + j];
            if (i < count)
                row[i] = Math.Sqrt(row[i] - Product(row, row, i));
            for (var j = 0; j <= i - count; j++)
                _rest[((i - count) * Border.Length) + j] -= Product(row, _factor.AsSpan((count + j) * count, count), count);
        }
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int length)
    {
        var (i, width) = (0, Vector<double>.Count);
        var (sum, second) = (Vector<double>.Zero, Vector<double>.Zero);
        for (; i <= length - (2 * width); i += 2 * width)
        {
            sum += new Vector<double>(a[i..]) * new Vector<double>(b[i..]);
            second += new Vector<double>(a[(i + width)..]) * new Vector<double>(b[(i + width)..]);
        }

        var total = Vector.Sum(sum + second);
        for (; i < length; i++)
            total += a[i] * b[i];
        return total;
    }
}
