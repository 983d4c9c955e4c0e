using InpaintLab.Core.Randomness;

namespace InpaintLab.Imaging.Pixels;

/// <summary>For each target position along one axis: the first source position it sees, and their weights, which sum to 1.</summary>
internal sealed class AxisWeights
{
    private readonly int[] _first;
    private readonly int[] _count;
    private readonly float[] _weights;

    public AxisWeights(int from, int to, ResizeFilter filter)
    {
        var scale = (double)from / to;

        // Shrinking widens the kernel, so that every source pixel counts (antialiasing).
        var stretch = Math.Max(scale, 1);
        var support = Radius(filter) * stretch;
        Taps = Math.Min(from, (int)Math.Ceiling(support * 2) + 1);
        _first = new int[to];
        _count = new int[to];
        _weights = new float[(long)to * Taps];
        var raw = new double[Taps];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var first = Math.Max(0, (int)Math.Floor(centre - support + 0.5));
            var end = Math.Min(from, (int)Math.Floor(centre + support + 0.5));
            var sum = 0.0;
            for (var k = first; k < end; k++)
                sum += raw[k - first] = Kernel(filter, (k + 0.5 - centre) / stretch);
            (_first[i], _count[i]) = (first, end - first);
            for (var k = 0; k < end - first; k++)
                _weights[(i * Taps) + k] = (float)(raw[k] / sum);
        }
    }

    /// <summary>Largest number of source positions that one target position sees.</summary>
    public int Taps { get; }

    /// <summary>The weights of one target position; <paramref name="first"/> is the source position of the first.</summary>
    public ReadOnlySpan<float> For(int target, out int first)
    {
        first = _first[target];
        return _weights.AsSpan(target * Taps, _count[target]);
    }

    private static double Radius(ResizeFilter filter) => filter switch
    {
        ResizeFilter.Box => 0.5,
        ResizeFilter.Bilinear => 1,
        ResizeFilter.Bicubic => 2,
        ResizeFilter.Lanczos => 3,
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "expected a filter with a kernel"),
    };

    private static double Kernel(ResizeFilter filter, double x)
    {
        const double a = -0.5;
        var r = Math.Abs(x);
        return filter switch
        {
            ResizeFilter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
            ResizeFilter.Bilinear => Math.Max(0, 1 - r),
            ResizeFilter.Bicubic when r < 1 => ((((a + 2) * r) - (a + 3)) * r * r) + 1,
            ResizeFilter.Bicubic when r < 2 => ((((r - 5) * r) + 8) * r - 4) * a,
            ResizeFilter.Lanczos when r < 3 => Sinc(r) * Sinc(r / 3),
            _ => 0,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : PortableMath.Sin(Math.PI * x) / (Math.PI * x);
}
