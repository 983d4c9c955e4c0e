using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// A dense matrix in strips of eight rows: within a strip, the eight values of a column are contiguous and its columns follow one another,
/// so that products of strips read memory straight through. Rows and columns are padded with zeros to multiples of eight.
/// </summary>
internal sealed class Strips
{
    /// <summary>Rows of a strip.</summary>
    public const int Width = 8;

    private const int Tile = Width / 2;
    private readonly double[] _values;
    private readonly int _columns;

    private Strips(int rows, int columns, bool isRented)
    {
        (Count, _columns) = (Padded(rows) / Width, Padded(columns));
        var length = Count * _columns * Width;
        _values = isRented ? ArrayPool<double>.Shared.Rent(length) : new double[length];
        if (isRented)
            _values.AsSpan(0, length).Clear();
    }

    /// <summary>The number of strips.</summary>
    public int Count { get; }

    /// <summary>A matrix of zeros; padding is added.</summary>
    public static Strips Zero(int rows, int columns) => new(rows, columns, isRented: false);

    /// <summary>The same for a short life, which <see cref="Return"/> ends.</summary>
    public static Strips Rent(int rows, int columns) => new(rows, columns, isRented: true);

    /// <summary>Gives the memory of a rented matrix back; it must not be used any more.</summary>
    public void Return() => ArrayPool<double>.Shared.Return(_values);

    /// <summary>The next multiple of a strip's rows.</summary>
    public static int Padded(int length) => (length + Width - 1) / Width * Width;

    /// <summary>An entry.</summary>
    public ref double At(int row, int column) => ref _values[PlaceOf(row) + (column * Width)];

    /// <summary>Where a row begins among all values; its columns follow in steps of <see cref="Width"/>.</summary>
    public int PlaceOf(int row) => ((row >> 3) * _columns * Width) + (row & (Width - 1));

    /// <summary>All values, padding included.</summary>
    public Span<double> Values => _values;

    /// <summary>A strip's columns 0 to <paramref name="length"/>, eight values each.</summary>
    public ReadOnlySpan<double> Strip(int strip, int length) => _values.AsSpan(strip * _columns * Width, length * Width);

    /// <summary>
    /// Subtracts from the columns <paramref name="first"/> to <paramref name="first"/> + 7 of a strip its own product with strip
    /// <paramref name="other"/> (transposed), over the columns before <paramref name="first"/>.
    /// </summary>
    public void SubtractEarlier(int strip, int other, int first) => Subtract(this, strip, first, this, strip, other, first);

    /// <summary>
    /// Subtracts from eight columns of <paramref name="target"/>, in strip <paramref name="row"/>, the product of two strips of
    /// <paramref name="factor"/> (the second one transposed) over the first <paramref name="depth"/> columns.
    /// </summary>
    public static void Subtract(Strips target, int row, int column, Strips factor, int strip, int other, int depth)
    {
        ref var to = ref MemoryMarshal.GetArrayDataReference(target._values);
        ref var from = ref MemoryMarshal.GetArrayDataReference(factor._values);
        var (a, b) = ((nuint)(strip * factor._columns * Width), (nuint)(other * factor._columns * Width));
        for (var part = 0; part < Width; part += Tile)
            Subtract(ref to, (nuint)(((row * target._columns) + column + part) * Width), ref from, a, b + (nuint)part, depth);
    }

    /// <summary>
    /// The Cholesky factor of the square on the diagonal of a strip, at the columns of its own number; columns from
    /// <paramref name="count"/> on are padding.
    /// </summary>
    /// <exception cref="InvalidOperationException">The matrix is not positive definite.</exception>
    public void FactoriseSquare(int strip, int count)
    {
        var square = Square(strip, strip);
        for (var k = 0; k < count; k++)
        {
            var pivot = square[(k * Width) + k];
            if (!(pivot > 0))
                throw new InvalidOperationException("a matrix that should be positive definite is not");
            pivot = Math.Sqrt(pivot);
            square[(k * Width) + k] = pivot;
            for (var r = k + 1; r < Width; r++)
                square[(k * Width) + r] /= pivot;
            for (var j = k + 1; j < count; j++)
            {
                for (var r = j; r < Width; r++)
                    square[(j * Width) + r] -= square[(k * Width) + r] * square[(k * Width) + j];
            }
        }
    }

    /// <summary>Divides the columns of a square of a later strip by the transposed factor on the diagonal.</summary>
    public void DivideBySquare(int strip, int diagonal, int count)
    {
        var x = Square(strip, diagonal);
        var factor = Square(diagonal, diagonal);
        for (var k = 0; k < count; k++)
        {
            var low = Vector256.Create<double>(x.Slice(k * Width, Tile));
            var high = Vector256.Create<double>(x.Slice((k * Width) + Tile, Tile));
            for (var j = 0; j < k; j++)
            {
                var scale = Vector256.Create(factor[(j * Width) + k]);
                low -= Vector256.Create<double>(x.Slice(j * Width, Tile)) * scale;
                high -= Vector256.Create<double>(x.Slice((j * Width) + Tile, Tile)) * scale;
            }

            (low / factor[(k * Width) + k]).CopyTo(x.Slice(k * Width, Tile));
            (high / factor[(k * Width) + k]).CopyTo(x.Slice((k * Width) + Tile, Tile));
        }
    }

    private Span<double> Square(int strip, int column) => _values.AsSpan(((strip * _columns) + (column * Width)) * Width, Width * Width);

    // Eight rows by four columns: as many sums as stay in registers.
    private static void Subtract(ref double to, nuint target, ref double from, nuint a, nuint b, int depth)
    {
        var (low0, low1, low2, low3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (high0, high1, high2, high3) = (low0, low0, low0, low0);
        var end = a + (nuint)(depth * Width);
        for (; a < end; a += Width, b += Width)
        {
            var (low, high) = (Vector256.LoadUnsafe(ref from, a), Vector256.LoadUnsafe(ref from, a + Tile));
            var scale = Vector256.Create(Unsafe.Add(ref from, b));
            low0 = Vector256.FusedMultiplyAdd(low, scale, low0);
            high0 = Vector256.FusedMultiplyAdd(high, scale, high0);
            scale = Vector256.Create(Unsafe.Add(ref from, b + 1));
            low1 = Vector256.FusedMultiplyAdd(low, scale, low1);
            high1 = Vector256.FusedMultiplyAdd(high, scale, high1);
            scale = Vector256.Create(Unsafe.Add(ref from, b + 2));
            low2 = Vector256.FusedMultiplyAdd(low, scale, low2);
            high2 = Vector256.FusedMultiplyAdd(high, scale, high2);
            scale = Vector256.Create(Unsafe.Add(ref from, b + 3));
            low3 = Vector256.FusedMultiplyAdd(low, scale, low3);
            high3 = Vector256.FusedMultiplyAdd(high, scale, high3);
        }

        Store(ref to, target, low0, high0);
        Store(ref to, target + Width, low1, high1);
        Store(ref to, target + (2 * Width), low2, high2);
        Store(ref to, target + (3 * Width), low3, high3);
    }

    private static void Store(ref double to, nuint target, Vector256<double> low, Vector256<double> high)
    {
        (Vector256.LoadUnsafe(ref to, target) - low).StoreUnsafe(ref to, target);
        (Vector256.LoadUnsafe(ref to, target + Tile) - high).StoreUnsafe(ref to, target + Tile);
    }
}
