using System.Runtime.Intrinsics;

namespace InpaintLab.Imaging.Pixels;

/// <summary>
/// Interleaved RGB of 8 bits to planes of sample / 255: what nearly every training image goes through, so sixteen pixels at a time. The
/// quotients are those of one division each, bit for bit.
/// </summary>
internal static class Rgb8Planes
{
    private const int Block = 16;

    // Where the 16 samples of a channel stand in 48 bytes: (3 i + channel) in the first, second and third 16; elsewhere an index beyond
    // the vector, which gives 0.
    private static readonly Vector128<byte>[] Places =
        [.. from channel in Enumerable.Range(0, 3) from part in Enumerable.Range(0, 3) select PlacesOf(channel, part)];

    /// <summary>Writes the planes R, G, B.</summary>
    /// <param name="samples">3 x area, interleaved.</param>
    /// <param name="planes">3 x area.</param>
    public static void Write(ReadOnlySpan<byte> samples, Span<float> planes)
    {
        var area = planes.Length / 3;
        for (var channel = 0; channel < 3; channel++)
        {
            var plane = planes.Slice(channel * area, area);
            var (first, second, third) = (Places[3 * channel], Places[(3 * channel) + 1], Places[(3 * channel) + 2]);
            var i = 0;
            for (; i <= area - Block; i += Block)
            {
                var pixels = samples.Slice(3 * i, 3 * Block);
                var values = Vector128.Shuffle(Vector128.Create(pixels), first)
                    | Vector128.Shuffle(Vector128.Create(pixels[Block..]), second)
                    | Vector128.Shuffle(Vector128.Create(pixels[(2 * Block)..]), third);
                Divide(values, plane.Slice(i, Block));
            }

            for (; i < area; i++)
                plane[i] = (float)samples[(3 * i) + channel] / byte.MaxValue;
        }
    }

    private static void Divide(Vector128<byte> samples, Span<float> quotients)
    {
        var (first, second) = SampleConversion.Widen(samples);
        (first / byte.MaxValue).CopyTo(quotients);
        (second / byte.MaxValue).CopyTo(quotients[Vector256<float>.Count..]);
    }

    private static Vector128<byte> PlacesOf(int channel, int part)
    {
        var places = new byte[Block];
        for (var i = 0; i < Block; i++)
        {
            var place = (3 * i) + channel - (part * Block);
            places[i] = place is >= 0 and < Block ? (byte)place : byte.MaxValue;
        }

        return Vector128.Create(places);
    }
}
