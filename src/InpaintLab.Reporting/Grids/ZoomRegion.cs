using System.Globalization;
using InpaintLab.Core.Errors;

namespace InpaintLab.Reporting.Grids;

/// <summary>A square part of an image that a grid shows enlarged.</summary>
/// <param name="X">Its left edge, px.</param>
/// <param name="Y">Its upper edge, px.</param>
/// <param name="Size">Its side, px.</param>
public sealed record ZoomRegion(int X, int Y, int Size)
{
    private const int Smallest = 8;
    private const int ShareOfSide = 4;

    /// <summary>Reads "x,y,size".</summary>
    /// <exception cref="UserErrorException">It is something else.</exception>
    public static ZoomRegion Parse(string text)
    {
        var numbers = text.Split(',')
            .Select(n => int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1)
            .ToArray();
        return numbers is [>= 0, >= 0, > 0]
            ? new ZoomRegion(numbers[0], numbers[1], numbers[2])
            : throw new UserErrorException($"--zoom: expected auto, or x,y,size in pixels of the images, e.g. 16,24,20; received '{text}'");
    }

    /// <summary>Checks that it lies within images of a size.</summary>
    /// <exception cref="UserErrorException">It does not.</exception>
    public ZoomRegion Within(int width, int height) => X + Size <= width && Y + Size <= height
        ? this
        : throw new UserErrorException($"--zoom: expected a square within images of {width} x {height} px, received {X},{Y},{Size}");

    /// <summary>
    /// The square, a quarter of the shorter side and at least 8 px, in which results err most: the sum over all of them counts.
    /// </summary>
    /// <param name="sample">What is shown.</param>
    public static ZoomRegion WhereErrorsAre(GridSample sample)
    {
        var (width, height) = (sample.Truth.Width, sample.Truth.Height);
        var size = Math.Min(Math.Max(Smallest, Math.Min(width, height) / ShareOfSide), Math.Min(width, height));
        var sums = SummedErrors(sample, width, height);
        var (best, region) = (-1L, new ZoomRegion(0, 0, size));
        for (var y = 0; y + size <= height; y++)
        {
            for (var x = 0; x + size <= width; x++)
            {
                var inside = sums[y + size, x + size] - sums[y, x + size] - sums[y + size, x] + sums[y, x];
                if (inside > best)
                    (best, region) = (inside, new ZoomRegion(x, y, size));
            }
        }

        return region;
    }

    // Whole numbers, so that ties are ties on every machine.
    private static long[,] SummedErrors(GridSample sample, int width, int height)
    {
        var sums = new long[height + 1, width + 1];
        var truth = sample.Truth.Samples8;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var error = 0L;
                foreach (var result in sample.Results)
                {
                    for (var c = 0; c < 3; c++)
                        error += Math.Abs(result.Samples8[(((y * width) + x) * 3) + c] - truth[(((y * width) + x) * 3) + c]);
                }

                sums[y + 1, x + 1] = error + sums[y, x + 1] + sums[y + 1, x] - sums[y, x];
            }
        }

        return sums;
    }
}
