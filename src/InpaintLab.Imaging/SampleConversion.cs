using System.Runtime.Intrinsics;

namespace InpaintLab.Imaging;

/// <summary>Samples of 8 bits as numbers.</summary>
public static class SampleConversion
{
    /// <summary>Writes each byte as the number that it is, sixteen at a time.</summary>
    /// <param name="from">Any bytes.</param>
    /// <param name="to">At least as many numbers.</param>
    public static void ToFloat(ReadOnlySpan<byte> from, Span<float> to)
    {
        var i = 0;
        for (; i <= from.Length - Vector128<byte>.Count; i += Vector128<byte>.Count)
        {
            var (first, second) = Widen(Vector128.Create(from[i..]));
            first.CopyTo(to[i..]);
            second.CopyTo(to[(i + Vector256<float>.Count)..]);
        }

        for (; i < from.Length; i++)
            to[i] = from[i];
    }

    /// <summary>Sixteen bytes as numbers.</summary>
    internal static (Vector256<float> First, Vector256<float> Second) Widen(Vector128<byte> bytes)
    {
        var (low, high) = Vector128.Widen(bytes);
        var (first, second) = Vector256.Widen(Vector256.Create(low, high));
        return (Vector256.ConvertToSingle(first.AsInt32()), Vector256.ConvertToSingle(second.AsInt32()));
    }
}
