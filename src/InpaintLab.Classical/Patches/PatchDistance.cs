using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Patches;

/// <summary>
/// Sums of squared differences between patches. The width of a vector is fixed, whatever the processor has, so that sums are added in one
/// order and ties fall the same way on every machine.
/// </summary>
internal sealed class PatchDistance
{
    /// <summary>Floats of one vector.</summary>
    public const int Lanes = 8;

    private readonly int _side;
    private readonly int _rowVectors;
    private readonly Vector256<float> _tail;

    /// <summary>Distances of patches of <paramref name="side"/> x <paramref name="side"/> pixels.</summary>
    public PatchDistance(int side, int channels)
    {
        _side = side;
        var rowFloats = side * channels;
        _rowVectors = (rowFloats + Lanes - 1) / Lanes;
        var valid = rowFloats - ((_rowVectors - 1) * Lanes);
        var tail = new float[Lanes];
        tail.AsSpan(0, valid).Fill(1);
        _tail = Vector256.Create<float>(tail);
    }

    /// <summary>
    /// The sum over two patches of one image, given their centres as pixel indices; both lie wholly inside. Any number above
    /// <paramref name="bound"/> stands for a sum above it.
    /// </summary>
    public float Between(Raster image, int a, int b, float bound)
    {
        var stride = image.Width * image.Channels;
        var corner = (_side / 2 * stride) + (_side / 2 * image.Channels);
        ref var first = ref MemoryMarshal.GetArrayDataReference(image.Values);
        var i = (nuint)((a * image.Channels) - corner);
        var j = (nuint)((b * image.Channels) - corner);
        var sum = 0f;
        for (var row = 0; row < _side; row++, i += (nuint)stride, j += (nuint)stride)
        {
            var total = Vector256<float>.Zero;
            for (var v = 0; v < _rowVectors - 1; v++)
            {
                var at = (nuint)(v * Lanes);
                var difference = Vector256.LoadUnsafe(ref first, i + at) - Vector256.LoadUnsafe(ref first, j + at);
                total += difference * difference;
            }

            var last = (nuint)((_rowVectors - 1) * Lanes);
            var rest = (Vector256.LoadUnsafe(ref first, i + last) - Vector256.LoadUnsafe(ref first, j + last)) * _tail;
            sum += Vector256.Sum(total + (rest * rest));
            if (sum > bound)
                return sum;
        }

        return sum;
    }
}
