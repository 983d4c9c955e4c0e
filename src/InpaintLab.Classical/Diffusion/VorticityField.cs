using System.Runtime.Intrinsics;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// Colours as stream functions of a flow and their vorticity (the Laplacian), at the pixels of a hole, which come first, and at the known
/// ones beside them, where both are given. Beyond the image's border lies the same as on it.
/// </summary>
internal sealed class VorticityField
{
    private readonly int[] _sites;
    private readonly Chunks _chunks;
    private Vector256<double>[] _next;

    /// <param name="image">Gives the known colours.</param>
    /// <param name="mask">Height x Width, 1 = hole.</param>
    /// <param name="holes">The hole's pixels, y * width + x.</param>
    /// <param name="chunks">Loops.</param>
    public VorticityField(ImageBuffer image, ReadOnlySpan<byte> mask, ReadOnlySpan<int> holes, Chunks chunks)
    {
        _chunks = chunks;
        (Holes, _sites) = (holes.Length, new int[4 * holes.Length]);
        var siteOf = new Dictionary<int, int>();
        foreach (var hole in holes)
            siteOf[hole] = siteOf.Count;
        var rim = new List<int>();
        for (var i = 0; i < Holes; i++)
        {
            for (var d = 0; d < 4; d++)
            {
                var pixel = Known.Step(image, holes[i], d);
                if (pixel >= 0 && !siteOf.ContainsKey(pixel))
                {
                    siteOf[pixel] = siteOf.Count;
                    rim.Add(pixel);
                }

                _sites[(4 * i) + d] = pixel < 0 ? i : siteOf[pixel];
            }
        }

        (Colours, Vorticity) = (new Vector256<double>[siteOf.Count], new Vector256<double>[siteOf.Count]);
        for (var i = 0; i < rim.Count; i++)
        {
            Colours[Holes + i] = Lanes.At(image, rim[i]);
            Vorticity[Holes + i] = Known.Laplacian(image, mask, rim[i]);
        }

        _next = (Vector256<double>[])Vorticity.Clone();
    }

    /// <summary>Pixels of the hole.</summary>
    public int Holes { get; }

    /// <summary>Of the hole's pixels, then of those beside it.</summary>
    public Vector256<double>[] Colours { get; }

    /// <summary>In the order of <see cref="Colours"/>.</summary>
    public Vector256<double>[] Vorticity { get; private set; }

    /// <summary>The greatest speed in the hole, |vx| + |vy| in pixels per unit of time, of each colour.</summary>
    public Vector256<double> TopSpeed()
    {
        var top = Vector256<double>.Zero;
        for (var i = 0; i < Holes; i++)
        {
            var (x, y) = Velocity(i);
            top = Vector256.Max(top, Vector256.Abs(x) + Vector256.Abs(y));
        }

        return top;
    }

    /// <summary>
    /// One explicit step: vorticity moves along the lines of equal colour (first-order upwind differences) and diffuses where it is
    /// nearly flat (Perona and Malik's g = 1 / (1 + (difference / contrast)^2)).
    /// </summary>
    public void Step(Vector256<double> time, double viscosity, double contrast)
    {
        var (now, next) = (Vorticity, _next);
        _chunks.For(0, Holes, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                var (x, y) = Velocity(i);
                var (left, right) = (now[_sites[4 * i]] - now[i], now[_sites[(4 * i) + 1]] - now[i]);
                var (above, below) = (now[_sites[(4 * i) + 2]] - now[i], now[_sites[(4 * i) + 3]] - now[i]);
                var zero = Vector256<double>.Zero;
                var gain = (Vector256.Max(x, zero) * left) - (Vector256.Min(x, zero) * right)
                    + (Vector256.Max(y, zero) * above) - (Vector256.Min(y, zero) * below);
                var spread = Flux(left, contrast) + Flux(right, contrast) + Flux(above, contrast) + Flux(below, contrast);
                next[i] = now[i] + (time * (gain + (spread * viscosity)));
            }
        });
        (Vorticity, _next) = (next, now);
    }

    // Perpendicular to the gradient: (-dI/dy, dI/dx).
    private (Vector256<double> X, Vector256<double> Y) Velocity(int hole) => (
        (Colours[_sites[(4 * hole) + 2]] - Colours[_sites[(4 * hole) + 3]]) / 2,
        (Colours[_sites[(4 * hole) + 1]] - Colours[_sites[4 * hole]]) / 2);

    private static Vector256<double> Flux(Vector256<double> difference, double contrast) =>
        difference / (Vector256<double>.One + (difference * difference / (contrast * contrast)));

    /// <summary>What an image says of itself beside a hole.</summary>
    private static class Known
    {
        // The pixel beside another (0 left, 1 right, 2 above, 3 below); -1 outside the image.
        public static int Step(ImageBuffer image, int pixel, int direction)
        {
            var step = direction switch { 0 => -1, 1 => 1, 2 => -image.Width, _ => image.Width };
            foreach (var neighbour in new Neighbours(pixel, image.Width, image.Height))
            {
                if (neighbour == pixel + step && (direction >= 2) == (neighbour % image.Width == pixel % image.Width))
                    return neighbour;
            }

            return -1;
        }

        public static Vector256<double> Laplacian(ImageBuffer image, ReadOnlySpan<byte> mask, int pixel) =>
            Second(image, mask, pixel, 0, 1) + Second(image, mask, pixel, 2, 3);

        // From known pixels only: centred, else one pixel further from the hole, else 0.
        private static Vector256<double> Second(ImageBuffer image, ReadOnlySpan<byte> mask, int pixel, int back, int forth)
        {
            var (before, after) = (Step(image, pixel, back), Step(image, pixel, forth));
            var (hasBefore, hasAfter) = (before >= 0 && mask[before] == 0, after >= 0 && mask[after] == 0);
            if (hasBefore && hasAfter)
                return Difference(image, before, pixel, after);
            if (!hasBefore && !hasAfter)
                return Vector256<double>.Zero;
            var near = hasBefore ? before : after;
            var far = Step(image, near, hasBefore ? back : forth);
            return far >= 0 && mask[far] == 0 ? Difference(image, pixel, near, far) : Vector256<double>.Zero;
        }

        private static Vector256<double> Difference(ImageBuffer image, int a, int b, int c) =>
            Lanes.At(image, a) - (Lanes.At(image, b) * 2) + Lanes.At(image, c);
    }
}
