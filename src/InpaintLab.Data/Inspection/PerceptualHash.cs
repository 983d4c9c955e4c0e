using System.Numerics;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Inspection;

/// <summary>
/// A fingerprint of 64 bits that hardly changes when a picture is resized, recompressed or brightened: for each of the 64 lowest
/// frequencies of its 32 x 32 luma (discrete cosine transform, the mean left out), whether the coefficient is above their median.
/// </summary>
public static class PerceptualHash
{
    private const int Side = 32;
    private const int Kept = 8;

    private static readonly float[,] Cosines = MakeCosines();

    /// <summary>The fingerprint of an image of any size and depth.</summary>
    public static ulong Of(ImageBuffer image)
    {
        var luma = image.ToBitDepth(8).ToChannels(1).Resize(Side, Side, ResizeFilter.Box).ToPlanar(1);
        var rows = new float[Kept, Side];
        for (var v = 0; v < Kept; v++)
        {
            for (var x = 0; x < Side; x++)
            {
                for (var y = 0; y < Side; y++)
                    rows[v, x] += Cosines[v, y] * luma[(y * Side) + x];
            }
        }

        var coefficients = new float[Kept * Kept];
        for (var v = 0; v < Kept; v++)
        {
            for (var u = 0; u < Kept; u++)
            {
                for (var x = 0; x < Side; x++)
                    coefficients[(v * Kept) + u] += Cosines[u, x] * rows[v, x];
            }
        }

        var median = coefficients.Order().ElementAt(coefficients.Length / 2);
        var hash = 0UL;
        for (var i = 0; i < coefficients.Length; i++)
            hash |= coefficients[i] > median ? 1UL << i : 0;
        return hash;
    }

    /// <summary>In how many bits two fingerprints differ: 0 to 64, about 32 for unrelated pictures.</summary>
    public static int Distance(ulong a, ulong b) => BitOperations.PopCount(a ^ b);

    // Frequencies from 1: that of 0 is the mean brightness.
    private static float[,] MakeCosines()
    {
        var cosines = new float[Kept, Side];
        for (var k = 0; k < Kept; k++)
        {
            for (var i = 0; i < Side; i++)
                cosines[k, i] = (float)Math.Cos(Math.PI * (k + 1) * ((2 * i) + 1) / (2 * Side));
        }

        return cosines;
    }
}
