using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace InpaintLab.Classical.Patches;

/// <summary>
/// A patch of which only some pixels are known, gathered once and compared with many that are wholly known: a weighted sum of squared
/// differences over its known pixels. Reading from several threads is safe.
/// </summary>
internal sealed class PatchProbe(int side, int channels)
{
    private const int Lanes = PatchDistance.Lanes;

    private readonly int _rowVectors = ((side * channels) + Lanes - 1) / Lanes;
    private readonly float[] _values = new float[RowFloats(side, channels) * side];
    private readonly float[] _weights = new float[RowFloats(side, channels) * side];
    private readonly bool[] _used = new bool[side];

    /// <summary>The sum of all weights, over pixels and channels: a distance divided by it is a mean squared difference.</summary>
    public float TotalWeight { get; private set; }

    /// <summary>
    /// Takes the patch around (<paramref name="x"/>, <paramref name="y"/>); what lies outside the image or is not known counts nothing.
    /// </summary>
    /// <param name="image">The colours.</param>
    /// <param name="known">Height x Width.</param>
    /// <param name="x">The centre.</param>
    /// <param name="y">The centre.</param>
    /// <param name="kernel">Side x side weights of the pixels.</param>
    public void Gather(Raster image, bool[] known, int x, int y, ReadOnlySpan<float> kernel)
    {
        Array.Clear(_weights);
        Array.Clear(_values);
        Array.Clear(_used);
        TotalWeight = 0;
        var radius = side / 2;
        for (var row = 0; row < side; row++)
        {
            var py = y + row - radius;
            for (var column = 0; column < side; column++)
            {
                var px = x + column - radius;
                if ((uint)px >= (uint)image.Width || (uint)py >= (uint)image.Height || !known[(py * image.Width) + px])
                    continue;
                _used[row] = true;
                for (var c = 0; c < channels; c++)
                {
                    var at = (row * _rowVectors * Lanes) + (column * channels) + c;
                    _values[at] = image.Values[(((py * image.Width) + px) * channels) + c];
                    _weights[at] = kernel[(row * side) + column];
                    TotalWeight += _weights[at];
                }
            }
        }
    }

    /// <summary>
    /// The distance to the patch around pixel <paramref name="centre"/>, which lies wholly inside the image. Any number above
    /// <paramref name="bound"/> stands for a distance above it.
    /// </summary>
    public float Distance(Raster image, int centre, float bound)
    {
        ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        ref var other = ref MemoryMarshal.GetArrayDataReference(image.Values);
        var stride = image.Width * channels;
        var start = (centre * channels) - (side / 2 * stride) - (side / 2 * channels);
        var sum = 0f;
        for (var row = 0; row < side; row++)
        {
            if (!_used[row])
                continue;
            var total = Vector256<float>.Zero;
            for (var v = 0; v < _rowVectors; v++)
            {
                var at = (nuint)((row * _rowVectors) + v) * Lanes;
                var from = (nuint)(start + (row * stride) + (v * Lanes));
                var difference = Vector256.LoadUnsafe(ref values, at) - Vector256.LoadUnsafe(ref other, from);
                total += difference * difference * Vector256.LoadUnsafe(ref weights, at);
            }

            sum += Vector256.Sum(total);
            if (sum > bound)
                return sum;
        }

        return sum;
    }

    private static int RowFloats(int side, int channels) => ((side * channels) + Lanes - 1) / Lanes * Lanes;
}
