using InpaintLab.Core.Randomness;

namespace InpaintLab.Classical.Patches;

/// <summary>
/// For each patch that touches the hole (a target) the most similar known one found so far, by PatchMatch: what suits a neighbour, moved
/// along, and random places in ever smaller windows around the best. Rows are worked on in tiles, first the even ones, then the odd ones,
/// each row with a random stream of its own: the result does not depend on the number of threads.
/// </summary>
internal sealed class NearestNeighbourField
{
    private const int TileRows = 16;

    private readonly PyramidLevel _level;
    private readonly PatchDistance _distance;
    private readonly ParallelOptions _parallel;
    private readonly long _seed;
    private readonly int _radius;
    private readonly int _width;
    private readonly int _height;

    /// <summary>A field that has found nothing yet.</summary>
    /// <param name="level">The image; its patches are what can be found.</param>
    /// <param name="seed">Decides the random places.</param>
    /// <param name="parallel">Threads and cancellation.</param>
    public NearestNeighbourField(PyramidLevel level, long seed, ParallelOptions parallel)
    {
        (_level, _seed, _parallel) = (level, seed, parallel);
        _distance = new PatchDistance(level.Patches.Side, level.Image.Channels);
        (_width, _height, _radius) = (level.Image.Width, level.Image.Height, level.Patches.Side / 2);
        Source = new int[_width * _height];
        Array.Fill(Source, -1);
        Distance = new float[Source.Length];
    }

    /// <summary>
    /// The centre of the patch found for the one around each pixel; -1 where that is no target or nothing is found. Height x Width.
    /// </summary>
    public int[] Source { get; }

    /// <summary>The sum of squared differences between both; 0 where there is none.</summary>
    public float[] Distance { get; }

    /// <summary>Whether the patch around a pixel lies inside the image and touches the hole.</summary>
    public bool IsTarget(int x, int y) =>
        x >= _radius && y >= _radius && x < _width - _radius && y < _height - _radius && !_level.Patches.IsSource[(y * _width) + x];

    /// <summary>Takes what was found at half the size, as far as it may be copied here.</summary>
    public void TakeFrom(NearestNeighbourField coarser) => ForRows(y =>
    {
        for (var x = _radius; x < _width - _radius; x++)
        {
            var found = IsTarget(x, y) ? coarser.Source[(y / 2 * coarser._width) + (x / 2)] : -1;
            if (found < 0)
                continue;
            var (sx, sy) = ((found % coarser._width * 2) + (x % 2), (found / coarser._width * 2) + (y % 2));
            if (sx < _width && sy < _height && _level.Patches.IsSource[(sy * _width) + sx])
                Source[(y * _width) + x] = (sy * _width) + sx;
        }
    });

    /// <summary>Gives every target without a patch a random one.</summary>
    public void Complete(long pass) => ForRows(y =>
    {
        var stream = RandomStream.Create(_seed, "patchmatch/start", pass, y);
        for (var x = _radius; x < _width - _radius; x++)
        {
            if (IsTarget(x, y) && Source[(y * _width) + x] < 0)
                Source[(y * _width) + x] = _level.Patches.Centres[stream.Integer(0, _level.Patches.Centres.Length)];
        }
    });

    /// <summary>Computes all distances anew, after the image has changed.</summary>
    public void Measure() => ForRows(y =>
    {
        for (var i = (y * _width) + _radius; i < ((y + 1) * _width) - _radius; i++)
            Distance[i] = Source[i] < 0 ? 0 : _distance.Between(_level.Image, i, Source[i], float.PositiveInfinity);
    });

    /// <summary>
    /// One pass of propagation and random search over all targets, from the top left if even, from the bottom right if odd.
    /// </summary>
    public void Improve(long pass)
    {
        var tiles = (_height + TileRows - 1) / TileRows;
        for (var phase = 0; phase < 2; phase++)
        {
            // A tile reads the rows beside it, which belong to tiles of the other phase and rest meanwhile.
            var first = phase;
            Parallel.For(0, (tiles - first + 1) / 2, _parallel, i => ImproveTile((2 * i) + first, pass));
        }
    }

    private void ImproveTile(int tile, long pass)
    {
        var (top, bottom) = (Math.Max(tile * TileRows, _radius), Math.Min((tile + 1) * TileRows, _height - _radius) - 1);
        var step = pass % 2 == 0 ? 1 : -1;
        for (var y = step > 0 ? top : bottom; y >= top && y <= bottom; y += step)
        {
            var stream = RandomStream.Create(_seed, "patchmatch/search", pass, y);
            for (var x = step > 0 ? _radius : _width - _radius - 1; x >= _radius && x < _width - _radius; x += step)
            {
                var target = (y * _width) + x;
                if (Source[target] < 0)
                    continue;
                Propagate(target, target - step, step);
                Propagate(target, target - (step * _width), step * _width);
                SearchRandomly(target, stream);
            }
        }
    }

    private void Propagate(int target, int neighbour, int move)
    {
        if ((uint)neighbour < (uint)Source.Length && Source[neighbour] >= 0)
            Try(target, Source[neighbour] + move);
    }

    private void SearchRandomly(int target, RandomStream stream)
    {
        for (var reach = Math.Max(_width, _height); reach >= 1; reach /= 2)
        {
            var (x, y) = (Source[target] % _width, Source[target] / _width);
            var (left, right) = (Math.Max(_radius, x - reach), Math.Min(_width - 1 - _radius, x + reach));
            var (top, bottom) = (Math.Max(_radius, y - reach), Math.Min(_height - 1 - _radius, y + reach));
            // One draw for both: the tiny bias of a scaled 32-bit number does not matter to a search.
            var bits = stream.NextUInt64();
            var sx = left + (int)(((bits >> 32) * (ulong)(right - left + 1)) >> 32);
            var sy = top + (int)(((bits & uint.MaxValue) * (ulong)(bottom - top + 1)) >> 32);
            Try(target, (sy * _width) + sx);
        }
    }

    private void Try(int target, int candidate)
    {
        if ((uint)candidate >= (uint)Source.Length || !_level.Patches.IsSource[candidate] || candidate == Source[target])
            return;
        var distance = _distance.Between(_level.Image, target, candidate, Distance[target]);
        if (distance < Distance[target])
            (Source[target], Distance[target]) = (candidate, distance);
    }

    private void ForRows(Action<int> row) => Parallel.For(_radius, _height - _radius, _parallel, row);
}
