using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace InpaintLab.Imaging.Pixels;

/// <summary>
/// Separable resampling with Pillow's kernels, in float32 with one rounding at the end. Equals Pillow on float images (mode "F"); on 8-bit
/// ones Pillow rounds and clips between the passes too, which costs it up to a level, and more where a cubic or sinc overshoots.
/// Uses plain arithmetic and portable functions only, so that the result is the same on every machine.
/// </summary>
internal static class Resampler
{
    public static ImageBuffer Resize(ImageBuffer image, int width, int height, ResizeFilter filter)
    {
        var result = ImageBuffer.Uninitialised(width, height, image.Channels, image.BitDepth);
        if (filter == ResizeFilter.Nearest)
            Nearest(image, result);
        else if (image.BitDepth == 8)
            Weigh<byte>(image.Samples8, result.Samples8, image, result, filter, byte.MaxValue);
        else
            Weigh<ushort>(image.Samples16, result.Samples16, image, result, filter, ushort.MaxValue);
        return result;
    }

    private static void Nearest(ImageBuffer image, ImageBuffer result)
    {
        var size = image.PixelBytes;
        ReadOnlySpan<byte> from = image.Bytes;
        var to = result.Bytes;
        for (var y = 0; y < result.Height; y++)
        {
            var row = from.Slice(Source(y, image.Height, result.Height) * image.RowBytes, image.RowBytes);
            for (var x = 0; x < result.Width; x++)
                row.Slice(Source(x, image.Width, result.Width) * size, size).CopyTo(to[((y * result.RowBytes) + (x * size))..]);
        }

        // The source pixel under the target's centre: floor((i + 0.5) * from / to), in integers.
        static int Source(int i, int from, int to) => (int)(((2L * i) + 1) * from / (2L * to));
    }

    private static void Weigh<T>(
        ReadOnlySpan<T> from, Span<T> to, ImageBuffer image, ImageBuffer result, ResizeFilter filter, float max)
        where T : unmanaged, IBinaryInteger<T>
    {
        var columns = new AxisWeights(image.Width, result.Width, filter);
        var rows = new AxisWeights(image.Height, result.Height, filter);
        var length = image.Width * image.Channels;

        // The source rows under the current target row, as floats; row i stands in slot i % Taps.
        var window = new float[rows.Taps][];
        for (var i = 0; i < window.Length; i++)
            window[i] = new float[length];
        var seen = new float[rows.Taps][];
        var converted = 0;

        // Four numbers are read at a time where pixels have three: the last pixel's fourth is not used.
        var sum = new float[length + 1];
        for (var y = 0; y < result.Height; y++)
        {
            var weights = rows.For(y, out var first);
            for (converted = Math.Max(converted, first); converted < first + weights.Length; converted++)
                ToFloat(from.Slice(converted * length, length), window[converted % rows.Taps]);
            for (var k = 0; k < weights.Length; k++)
                seen[k] = window[(first + k) % rows.Taps];
            WeighRows(sum.AsSpan(0, length), seen, weights);
            var target = to.Slice(y * result.Width * result.Channels, result.Width * result.Channels);
            if (image.Channels == 3)
                WeighColumnsOfThree(sum, target, columns, max);
            else
                WeighColumns(sum, target, columns, image.Channels, max);
        }
    }

    private static void ToFloat<T>(ReadOnlySpan<T> from, Span<float> to)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (typeof(T) == typeof(byte))
        {
            SampleConversion.ToFloat(MemoryMarshal.Cast<T, byte>(from), to);
            return;
        }

        for (var i = 0; i < from.Length; i++)
            to[i] = float.CreateTruncating(from[i]);
    }

    // Row by row in their order, for each number in a register: the sums are those of a loop over rows outside and numbers inside.
    private static void WeighRows(Span<float> sum, float[][] rows, ReadOnlySpan<float> weights)
    {
        var i = 0;
        for (; i <= sum.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var total = Vector<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
                total += new Vector<float>(rows[k], i) * weights[k];
            total.CopyTo(sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            var total = 0f;
            for (var k = 0; k < weights.Length; k++)
                total += rows[k][i] * weights[k];
            sum[i] = total;
        }
    }

    // A pixel's channels side by side in one register, each summed as in WeighColumns.
    private static void WeighColumnsOfThree<T>(ReadOnlySpan<float> row, Span<T> to, AxisWeights columns, float max)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < to.Length; i += 3)
        {
            var weights = columns.For(i / 3, out var first);
            var seen = row.Slice(3 * first, (3 * weights.Length) + 1);
            ref var start = ref MemoryMarshal.GetReference(seen);
            var sum = Vector128<float>.Zero;
            for (var k = 0; k < weights.Length; k++)
                sum += Vector128.LoadUnsafe(ref start, (nuint)(3 * k)) * weights[k];
            for (var c = 0; c < 3; c++)
                to[i + c] = T.CreateTruncating(Math.Clamp(sum.GetElement(c) + 0.5f, 0f, max));
        }
    }

    private static void WeighColumns<T>(ReadOnlySpan<float> row, Span<T> to, AxisWeights columns, int channels, float max)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 0; i < to.Length; i += channels)
        {
            var weights = columns.For(i / channels, out var first);
            for (var c = 0; c < channels; c++)
            {
                var sum = 0f;
                for (int k = 0, j = (first * channels) + c; k < weights.Length; k++, j += channels)
                    sum += row[j] * weights[k];
                to[i + c] = T.CreateTruncating(Math.Clamp(sum + 0.5f, 0f, max));
            }
        }
    }
}
