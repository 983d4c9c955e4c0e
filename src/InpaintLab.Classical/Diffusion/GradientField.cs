using System.Runtime.Intrinsics;
using InpaintLab.Imaging;

namespace InpaintLab.Classical.Diffusion;

/// <summary>
/// Forward differences at every pixel whose gradient a hole has a part in: the hole's pixels, and known ones to their left and above. What
/// would lie outside the image makes no difference (0).
/// </summary>
internal sealed class GradientField
{
    private readonly int _width;
    private readonly int _height;
    private readonly Dictionary<int, int> _sites = [];
    private readonly List<int> _pixels = [];
    private readonly int[] _right;
    private readonly int[] _below;
    private readonly int[] _left;
    private readonly int[] _above;

    /// <param name="image">Gives the known colours.</param>
    /// <param name="holes">The hole's pixels, y * width + x.</param>
    /// <param name="start">Their first colours.</param>
    public GradientField(ImageBuffer image, ReadOnlySpan<int> holes, ReadOnlySpan<Vector256<double>> start)
    {
        (_width, _height, Holes) = (image.Width, image.Height, holes.Length);
        foreach (var hole in holes)
            Site(hole);
        for (var i = 0; i < Holes; i++)
        {
            if (holes[i] % _width > 0)
                Site(holes[i] - 1);
            if (holes[i] >= _width)
                Site(holes[i] - _width);
        }

        Count = _pixels.Count;
        (_right, _below, _left, _above) = (new int[Count], new int[Count], new int[Holes], new int[Holes]);
        for (var i = 0; i < Count; i++)
        {
            var pixel = _pixels[i];
            _right[i] = pixel % _width < _width - 1 ? Site(pixel + 1) : i;
            _below[i] = pixel / _width < _height - 1 ? Site(pixel + _width) : i;
        }

        for (var i = 0; i < Holes; i++)
        {
            _left[i] = holes[i] % _width > 0 ? Site(holes[i] - 1) : Count;
            _above[i] = holes[i] >= _width ? Site(holes[i] - _width) : Count;
        }

        Values = new Vector256<double>[_pixels.Count];
        for (var i = 0; i < Values.Length; i++)
            Values[i] = i < Holes ? start[i] : Lanes.At(image, _pixels[i]);
    }

    /// <summary>Pixels of the hole; they come first, in the order given.</summary>
    public int Holes { get; }

    /// <summary>Pixels with a gradient; behind their values stand those of known pixels that they need.</summary>
    public int Count { get; }

    /// <summary>Colours, of which the first <see cref="Holes"/> may be changed.</summary>
    public Vector256<double>[] Values { get; }

    /// <summary>The differences to the right and downwards.</summary>
    public (Vector256<double> X, Vector256<double> Y) Gradient(Vector256<double>[] values, int site) =>
        (values[_right[site]] - values[site], values[_below[site]] - values[site]);

    /// <summary>
    /// The divergence at a hole's pixel, minus the gradient's adjoint; arrays hold <see cref="Count"/> + 1, the last being 0.
    /// </summary>
    public Vector256<double> Divergence(Vector256<double>[] across, Vector256<double>[] down, int hole) =>
        across[hole] - across[_left[hole]] + down[hole] - down[_above[hole]];

    /// <summary>The sum of gradient lengths, all colours in one.</summary>
    public double Energy()
    {
        var sum = 0.0;
        for (var i = 0; i < Count; i++)
        {
            var (x, y) = Gradient(Values, i);
            sum += Math.Sqrt(Vector256.Sum((x * x) + (y * y)));
        }

        return sum;
    }

    private int Site(int pixel)
    {
        if (!_sites.TryGetValue(pixel, out var site))
        {
            _sites[pixel] = site = _pixels.Count;
            _pixels.Add(pixel);
        }

        return site;
    }
}
