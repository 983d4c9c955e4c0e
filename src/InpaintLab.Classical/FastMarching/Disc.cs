namespace InpaintLab.Classical.FastMarching;

/// <summary>The pixels around one that decide it: those at most a radius away.</summary>
internal sealed class Disc
{
    private readonly int[] _halfWidths;
    private readonly float[] _weights;
    private readonly int _side;

    /// <summary>A disc with a weight for each squared distance.</summary>
    /// <param name="radius">In pixels.</param>
    /// <param name="weight">The weight at a squared distance from 1.</param>
    public Disc(int radius, Func<float, float> weight)
    {
        (Radius, _side, _halfWidths) = (radius, (2 * radius) + 1, new int[radius + 1]);
        _weights = new float[_side * _side];
        for (var y = -radius; y <= radius; y++)
        {
            _halfWidths[Math.Abs(y)] = (int)Math.Sqrt((radius * radius) - (y * y));
            for (var x = -radius; x <= radius; x++)
                _weights[((y + radius) * _side) + x + radius] = weight((x * x) + (y * y));
        }
    }

    /// <summary>In pixels.</summary>
    public int Radius { get; }

    /// <summary>Half the pixels of a row of it beside the middle one.</summary>
    public int HalfWidth(int y) => _halfWidths[Math.Abs(y)];

    /// <summary>The weights of a row, the middle one at <see cref="Radius"/>.</summary>
    public ReadOnlySpan<float> Weights(int y) => _weights.AsSpan((y + Radius) * _side, _side);
}
