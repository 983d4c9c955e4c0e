using System.Runtime.Intrinsics;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// Colours at the pixels of a hole, which come first, and at the known ones that differences up to the third order need. Beyond the image's
/// border lies the same as on it. Every colour has its own isophotes, the lines along which it does not change.
/// </summary>
internal sealed class IsophoteField
{
    // Squared slope below which a colour counts as flat, and diffuses alike in all directions: half a level of 255.
    private const double Flat = 4e-6;

    private static readonly (int X, int Y)[] _straight = [(-1, 0), (1, 0), (0, -1), (0, 1)];
    private static readonly (int X, int Y)[] _diagonal = [(-1, -1), (1, -1), (-1, 1), (1, 1)];

    private readonly Chunks _chunks;
    private readonly int _measured;
    private readonly int[] _beside;
    private readonly int[] _across;
    private readonly Vector256<double>[] _smoothness;
    private Vector256<double>[] _next;

    /// <param name="image">Gives the known colours.</param>
    /// <param name="holes">The hole's pixels, y * width + x.</param>
    /// <param name="start">Their first colours.</param>
    /// <param name="chunks">Loops.</param>
    public IsophoteField(ImageBuffer image, ReadOnlySpan<int> holes, ReadOnlySpan<Vector256<double>> start, Chunks chunks)
    {
        _chunks = chunks;
        Holes = holes.Length;
        var pixels = new List<int>(holes.Length);
        var siteOf = new Dictionary<int, int>(2 * holes.Length);
        foreach (var hole in holes)
            Site(hole);
        _across = Sites(Holes, _diagonal);
        Sites(Holes, _straight);
        _measured = pixels.Count;
        _beside = Sites(_measured, _straight);
        Colours = new Vector256<double>[pixels.Count];
        for (var i = 0; i < Colours.Length; i++)
            Colours[i] = i < Holes ? start[i] : Lanes.At(image, pixels[i]);
        _next = (Vector256<double>[])Colours.Clone();
        _smoothness = new Vector256<double>[_measured];

        int[] Sites(int count, (int X, int Y)[] steps)
        {
            var sites = new int[4 * count];
            for (var i = 0; i < sites.Length; i++)
            {
                var (y, x) = Math.DivRem(pixels[i / 4], image.Width);
                var (toX, toY) = (Math.Clamp(x + steps[i % 4].X, 0, image.Width - 1), Math.Clamp(y + steps[i % 4].Y, 0, image.Height - 1));
                sites[i] = Site((toY * image.Width) + toX);
            }

            return sites;
        }

        int Site(int pixel)
        {
            if (siteOf.TryGetValue(pixel, out var site))
                return site;
            siteOf[pixel] = pixels.Count;
            pixels.Add(pixel);
            return pixels.Count - 1;
        }
    }

    /// <summary>Pixels of the hole.</summary>
    public int Holes { get; }

    /// <summary>Of the hole's pixels in the order given, then of known ones.</summary>
    public Vector256<double>[] Colours { get; private set; }

    /// <summary>
    /// One explicit step of the smoothness (the Laplacian: the vorticity) along isophotes. The slope that it is carried with is taken from
    /// the side that keeps the step from making new extremes.
    /// </summary>
    /// <param name="time">Length of the step.</param>
    public void Transport(double time)
    {
        _chunks.For(0, _measured, (from, to) =>
        {
            for (var i = from; i < to; i++)
            {
                _smoothness[i] = Colours[_beside[4 * i]] + Colours[_beside[(4 * i) + 1]]
                    + Colours[_beside[(4 * i) + 2]] + Colours[_beside[(4 * i) + 3]] - (Colours[i] * 4);
            }
        });
        Step((i, here) =>
        {
            var (left, right, above, below) = Beside(Colours, i);
            var (smoothLeft, smoothRight, smoothAbove, smoothBelow) = Beside(_smoothness, i);
            var (x, y) = ((right - left) / 2, (below - above) / 2);
            var change = ((smoothBelow - smoothAbove) * x) - ((smoothRight - smoothLeft) * y);
            change /= Vector256.Sqrt((x * x) + (y * y) + Vector256.Create(Flat));
            var (zero, rising) = (Vector256<double>.Zero, Vector256.GreaterThan(change, Vector256<double>.Zero));
            var (backX, aheadX, backY, aheadY) = (here - left, right - here, here - above, below - here);
            var up = Square(Vector256.Min(backX, zero)) + Square(Vector256.Max(aheadX, zero))
                + Square(Vector256.Min(backY, zero)) + Square(Vector256.Max(aheadY, zero));
            var down = Square(Vector256.Max(backX, zero)) + Square(Vector256.Min(aheadX, zero))
                + Square(Vector256.Max(backY, zero)) + Square(Vector256.Min(aheadY, zero));
            return here + (change * Vector256.Sqrt(Vector256.ConditionalSelect(rising, up, down)) * time);
        });
    }

    /// <summary>One explicit step of diffusion along isophotes only: bent ones become straight, edges stay sharp.</summary>
    /// <param name="time">Length of the step, at most 1/4.</param>
    public void Diffuse(double time) => Step((i, here) =>
    {
        var (left, right, above, below) = Beside(Colours, i);
        var (x, y) = ((right - left) / 2, (below - above) / 2);
        var (xx, yy) = (left + right - (here * 2), above + below - (here * 2));
        var corners = _across.AsSpan(4 * i, 4);
        var xy = (Colours[corners[0]] - Colours[corners[1]] - Colours[corners[2]] + Colours[corners[3]]) / 4;
        var bend = (xx * y * y) - (xy * x * y * 2) + (yy * x * x) + ((xx + yy) * (Flat / 2));
        return here + (bend / ((x * x) + (y * y) + Vector256.Create(Flat)) * time);
    });

    private void Step(Func<int, Vector256<double>, Vector256<double>> at)
    {
        var next = _next;
        _chunks.For(0, Holes, (from, to) =>
        {
            for (var i = from; i < to; i++)
                next[i] = at(i, Colours[i]);
        });
        (Colours, _next) = (next, Colours);
    }

    private (Vector256<double> Left, Vector256<double> Right, Vector256<double> Above, Vector256<double> Below) Beside(
        Vector256<double>[] values, int hole) => (
        values[_beside[4 * hole]], values[_beside[(4 * hole) + 1]], values[_beside[(4 * hole) + 2]], values[_beside[(4 * hole) + 3]]);

    private static Vector256<double> Square(Vector256<double> value) => value * value;
}
