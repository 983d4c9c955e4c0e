namespace InpaintLab.Training.Inference;

/// <summary>
/// One axis of an image cut into equal tiles, evenly spread, that overlap by at least what was asked for. Between two neighbours the weight
/// goes over linearly in the middle of their overlap; over every position the weights of all tiles sum to one.
/// </summary>
internal sealed class TileAxis
{
    private readonly int _length;
    private readonly int _ramp;

    /// <summary>As few tiles as cover the axis.</summary>
    /// <param name="length">In pixels, from 1.</param>
    /// <param name="tile">Side of a tile, px; an axis that is shorter gets one tile of its own length.</param>
    /// <param name="overlap">Pixels, 0 to half a tile.</param>
    public TileAxis(int length, int tile, int overlap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(tile, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(overlap);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, tile / 2);
        (_length, Side) = (length, Math.Min(tile, length));
        Count = length <= tile ? 1 : (length - overlap - 1) / (tile - overlap) + 1;

        // Tiles may overlap by more than was asked for, even three of them: ramps must not.
        var leastStep = Enumerable.Range(1, Count - 1).Select(i => Start(i) - Start(i - 1)).DefaultIfEmpty(overlap).Min();
        _ramp = Math.Min(overlap, leastStep);
    }

    /// <summary>How many tiles.</summary>
    public int Count { get; }

    /// <summary>Length of each, px.</summary>
    public int Side { get; }

    /// <summary>Where a tile begins.</summary>
    public int Start(int tile) => Count == 1 ? 0 : (int)((long)tile * (_length - Side) / (Count - 1));

    /// <summary>The positions at which a tile has a weight above 0; the end is exclusive.</summary>
    public (int Begin, int End) Reach(int tile) =>
        (tile == 0 ? 0 : RampBegin(tile), tile == Count - 1 ? _length : RampBegin(tile + 1) + _ramp);

    /// <summary>The weights of a tile at its positions, each in [0,1].</summary>
    public float[] Weights(int tile)
    {
        var weights = new float[Side];
        for (var i = 0; i < Side; i++)
        {
            var position = Start(tile) + i;
            var taken = tile == 0 ? 1 : Risen(tile, position);
            var given = tile == Count - 1 ? 0 : Risen(tile + 1, position);
            weights[i] = taken - given;
        }

        return weights;
    }

    // How far the weight has gone over to a tile from the one before it: 0 before the ramp, 1 behind it.
    private float Risen(int tile, int position)
    {
        var begin = RampBegin(tile);
        if (position < begin)
            return 0;
        return position >= begin + _ramp ? 1 : (position - begin + 0.5f) / _ramp;
    }

    // In the middle of the overlap of a tile and the one before it.
    private int RampBegin(int tile) => (Start(tile) + Start(tile - 1) + Side - _ramp) / 2;
}
