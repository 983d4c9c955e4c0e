using InpaintLab.Core.Randomness;

namespace InpaintLab.Classical.Patches.Melding;

/// <summary>
/// For each target the most similar known patch found so far, in any pose: PatchMatch as in <see cref="NearestNeighbourField"/>, over
/// place, angle, scale and reflection. Results do not depend on the number of threads. Arrays are in the order of
/// <see cref="MeldingLevel.Targets"/>.
/// </summary>
internal sealed class MeldingField
{
    private const int TileRows = 16;

    // A narrow search around the best keeps its reflection.
    private const float LeastReflectedReach = 0.1f;

    private readonly MeldingLevel _level;
    private readonly ImageMeldingOptions _options;
    private readonly ParallelOptions _parallel;
    private readonly float _mostAngle;
    private readonly float _mostScale;
    private readonly bool[] _isFound;

    public MeldingField(MeldingLevel level, ImageMeldingOptions options, ParallelOptions parallel)
    {
        (_level, _options, _parallel) = (level, options, parallel);
        (_mostAngle, _mostScale) = ((float)(options.MaxRotation * Math.PI / 180), (float)Math.Log2(options.MaxScale));
        var count = level.Targets.Length;
        (Source, Tone, Distance, _isFound) = (new Pose[count], new Tone[count], new float[count], new bool[count]);
    }

    /// <summary>The pose found for each target.</summary>
    public Pose[] Source { get; }

    /// <summary>Its tone.</summary>
    public Tone[] Tone { get; }

    /// <summary>Its distance.</summary>
    public float[] Distance { get; }

    /// <summary>Takes what was found at half the size, as far as it may be read here.</summary>
    public void TakeFrom(MeldingField coarser) => ForRows((y, _) =>
    {
        for (var target = _level.FirstOfRow[y]; target < _level.FirstOfRow[y + 1]; target++)
        {
            var x = _level.Targets[target] % _level.Width;
            var from = coarser._level.TargetAt(x / 2, y / 2);
            if (from < 0)
                continue;

            // The middle of a coarse pixel is half a fine one behind the first of its four.
            var found = coarser.Source[from];
            var pose = found.MovedTo((2 * found.X) + 0.5f, (2 * found.Y) + 0.5f).Moved((x % 2) - 0.5f, (y % 2) - 0.5f);
            (Source[target], _isFound[target]) = (pose, _level.IsSource(pose));
        }
    });

    /// <summary>Gives every target without a source a random one, as it is.</summary>
    public void Complete(long pass) => ForRows((y, _) =>
    {
        var stream = RandomStream.Create(_options.Seed, "image-melding/start", pass, y);
        for (var target = _level.FirstOfRow[y]; target < _level.FirstOfRow[y + 1]; target++)
        {
            if (_isFound[target])
                continue;
            var centre = _level.Centres[stream.Integer(0, _level.Centres.Length)];
            Source[target] = Pose.At(centre % _level.Width, centre / _level.Width);
            _isFound[target] = true;
        }
    });

    /// <summary>Computes all distances anew, after the image has changed. Every target has a source.</summary>
    public void Measure() => ForRows((y, probe) =>
    {
        for (var target = _level.FirstOfRow[y]; target < _level.FirstOfRow[y + 1]; target++)
        {
            probe.Aim(_level.Targets[target]);
            Distance[target] = probe.Distance(Source[target], out Tone[target]);
        }
    });

    /// <summary>
    /// One pass of propagation and random search over all targets, from the top left if even, from the bottom right if odd.
    /// </summary>
    public void Improve(long pass)
    {
        var tiles = (_level.Height + TileRows - 1) / TileRows;
        for (var phase = 0; phase < 2; phase++)
        {
            // A tile reads the rows beside it, which belong to tiles of the other phase and rest meanwhile.
            var first = phase;
            Parallel.For(0, (tiles - first + 1) / 2, _parallel, i => ImproveTile((2 * i) + first, pass));
        }
    }

    private void ImproveTile(int tile, long pass)
    {
        var probe = new MeldingProbe(_level, _options);
        var (top, bottom) = (tile * TileRows, Math.Min((tile + 1) * TileRows, _level.Height) - 1);
        var step = pass % 2 == 0 ? 1 : -1;
        for (var y = step > 0 ? top : bottom; y >= top && y <= bottom; y += step)
        {
            var stream = RandomStream.Create(_options.Seed, "image-melding/search", pass, y);
            var (first, last) = (_level.FirstOfRow[y], _level.FirstOfRow[y + 1] - 1);
            for (var target = step > 0 ? first : last; target >= first && target <= last; target += step)
            {
                var x = _level.Targets[target] % _level.Width;
                probe.Aim(_level.Targets[target]);
                Propagate(probe, target, _level.TargetAt(x - step, y), step, 0);
                Propagate(probe, target, _level.TargetAt(x, y - step), 0, step);
                SearchRandomly(probe, target, stream);
            }
        }
    }

    private void Propagate(MeldingProbe probe, int target, int neighbour, int dx, int dy)
    {
        if (neighbour >= 0)
            Try(probe, target, Source[neighbour].Moved(dx, dy));
    }

    // Ever smaller windows around the best in all dimensions; every other try is not turned at all, for the grid's own directions are
    // common.
    private void SearchRandomly(MeldingProbe probe, int target, RandomStream stream)
    {
        var widest = Math.Max(_level.Width, _level.Height);
        var isPlain = false;
        for (var reach = (float)widest; reach >= 1; reach /= 2, isPlain = !isPlain)
        {
            var (best, share) = (Source[target], reach / widest);
            var (x, y) = (best.X + Spread(reach), best.Y + Spread(reach));
            if (isPlain)
            {
                Try(probe, target, Pose.At(MathF.Round(x), MathF.Round(y)));
                continue;
            }

            var angle = Math.Clamp(best.Angle + Spread(2 * _mostAngle * share), -_mostAngle, _mostAngle);
            var scale = MathF.Pow(2, Math.Clamp(MathF.Log2(best.Scale) + Spread(2 * _mostScale * share), -_mostScale, _mostScale));
            var isMirrored = _options.Reflect && share > LeastReflectedReach ? stream.Chance(0.5) : best.IsMirrored;
            Try(probe, target, new Pose(x, y, angle, scale, isMirrored));
        }

        float Spread(float reach) => (float)stream.Uniform(-reach, reach);
    }

    private void Try(MeldingProbe probe, int target, Pose pose)
    {
        if (pose == Source[target] || !_level.IsSource(pose))
            return;
        var distance = probe.Distance(pose, out var tone);
        if (distance < Distance[target])
            (Source[target], Tone[target], Distance[target]) = (pose, tone, distance);
    }

    private void ForRows(Action<int, MeldingProbe> row) => Parallel.For(
        0,
        _level.Height,
        _parallel,
        () => new MeldingProbe(_level, _options),
        (y, _, probe) =>
        {
            row(y, probe);
            return probe;
        },
        _ => { });
}
