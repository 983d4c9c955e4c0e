using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Patches;

/// <summary>Options of <see cref="EfrosLeung"/>; the defaults are the authors', but for the search window.</summary>
public sealed record EfrosLeungOptions
{
    /// <summary>Side of the neighbourhood that is compared, px: the size of the largest regular structure.</summary>
    [Range(3, 63)]
    [Odd]
    public int Patch { get; init; } = 11;

    /// <summary>A pixel is drawn among those whose neighbourhoods are at most 1 + this times as far as the nearest.</summary>
    [Range(0.0, 10.0)]
    public double Tolerance { get; init; } = 0.1;

    /// <summary>
    /// Pixels whose match is worse wait for more of their neighbours; weighted mean squared difference of samples in [0,1]. It rises by a
    /// tenth whenever no pixel is left that passes.
    /// </summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double MaxError { get; init; } = 0.3;

    /// <summary>How far candidates lie from the pixel, px (chessboard distance); 0: anywhere in the image, which is slow.</summary>
    [Range(0, 65536)]
    public int Search { get; init; } = 40;

    /// <summary>Which of the equally good fills is drawn.</summary>
    public long Seed { get; init; }
}

/// <summary>
/// Texture synthesis by non-parametric sampling: pixel by pixel from the rim inwards, those with most filled neighbours first, each takes
/// the colour of a known pixel whose neighbourhood looks the same (squared differences under a Gaussian of standard deviation side / 6.4).
/// Deviations: candidates come from a window around the pixel (<see cref="EfrosLeungOptions.Search"/>); where no known part of the image
/// is as large as a neighbourhood, the neighbourhood shrinks until one fits.
/// </summary>
[Family("efros-leung", Source = "Efros and Leung 1999, doi:10.1109/ICCV.1999.790383")]
public sealed class EfrosLeung(EfrosLeungOptions options) : IClassicalMethod
{
    private readonly int _side = OddAttribute.Require("efros-leung", options.Patch);

    /// <inheritdoc/>
    public ImageBuffer Inpaint(ImageBuffer image, ReadOnlySpan<byte> mask, ClassicalWork work)
    {
        var pixels = new CopiedPixels(image, mask);
        var search = new ExemplarSearch(pixels, _side, options.Search, work);
        var kernel = Gaussian(search.Side);
        var maxError = options.MaxError;
        for (var layer = 0; pixels.Left > 0; layer++)
        {
            var before = pixels.Left;
            var order = RandomStream.Create(options.Seed, "efros-leung/layer", layer);
            foreach (var pixel in Layer(pixels.Filled, image.Width, image.Height, order))
            {
                var matches = search.Find(pixel % image.Width, pixel / image.Width, kernel, 1 + (float)options.Tolerance);
                var match = matches[RandomStream.Create(options.Seed, "efros-leung/pick", layer, pixel).Integer(0, matches.Count)];
                if (match.Distance <= maxError * search.TotalWeight)
                    pixels.Fill(pixel, match.Centre);
            }

            if (pixels.Left == before)
                maxError *= 1.1;
            else
                work.Progress?.Report(pixels.Done);
        }

        return pixels.ToImage();
    }

    /// <summary>The unfilled pixels beside filled ones, by their number of filled neighbours; a random order among equals.</summary>
    private static int[] Layer(bool[] filled, int width, int height, RandomStream stream)
    {
        var layer = new List<(int Pixel, int Neighbours)>();
        for (var i = 0; i < filled.Length; i++)
        {
            if (!filled[i] && Neighbours(i) is > 0 and var neighbours)
                layer.Add((i, neighbours));
        }

        var shuffled = stream.Permutation(layer.Count).Select(i => layer[i]);
        return [.. shuffled.OrderByDescending(pixel => pixel.Neighbours).Select(pixel => pixel.Pixel)];

        int Neighbours(int pixel)
        {
            var (x, y) = (pixel % width, pixel / width);
            var count = 0;
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                    count += filled[(ny * width) + nx] ? 1 : 0;
            }

            return count;
        }
    }

    private static float[] Gaussian(int side)
    {
        var kernel = new float[side * side];
        var variance = side / 6.4 * (side / 6.4);
        for (var i = 0; i < kernel.Length; i++)
        {
            var (dx, dy) = ((i % side) - (side / 2), (i / side) - (side / 2));
            kernel[i] = (float)PortableMath.Exp(-((dx * dx) + (dy * dy)) / (2 * variance));
        }

        return kernel;
    }
}
