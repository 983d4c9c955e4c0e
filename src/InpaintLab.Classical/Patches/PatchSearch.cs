namespace InpaintLab.Classical.Patches;

/// <summary>A patch that may be copied from, by its centre, and how far it is from the one that was looked for.</summary>
internal readonly record struct PatchCandidate(int Centre, float Distance);

/// <summary>Exhaustive search for the patches nearest to one, on several threads; what is found does not depend on their number.</summary>
/// <param name="image">The colours.</param>
/// <param name="patches">What may be found.</param>
/// <param name="radius">How far from the patch's own place to look, chessboard distance in pixels; 0: everywhere.</param>
/// <param name="work">Threads and cancellation.</param>
internal sealed class PatchSearch(Raster image, KnownPatches patches, int radius, ClassicalWork work)
{
    private readonly Lock _lock = new();
    private readonly List<PatchCandidate>[] _rows = [.. Enumerable.Range(0, image.Height).Select(_ => new List<PatchCandidate>())];
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = work.Threads, CancellationToken = work.Stop };
    private float _nearest;

    /// <summary>
    /// All patches at most <paramref name="slack"/> times as far as the nearest, in scan order. Where the window has no patch at all, it
    /// doubles until it has.
    /// </summary>
    public List<PatchCandidate> Find(PatchProbe probe, int x, int y, float slack)
    {
        var reach = radius == 0 ? Math.Max(image.Width, image.Height) : radius;
        while (true)
        {
            work.Stop.ThrowIfCancellationRequested();
            var found = Find(probe, x, y, slack, reach);
            if (found.Count > 0)
                return found;
            reach *= 2;
        }
    }

    private List<PatchCandidate> Find(PatchProbe probe, int x, int y, float slack, int reach)
    {
        _nearest = float.PositiveInfinity;
        var (top, bottom) = (Math.Max(0, y - reach), Math.Min(image.Height - 1, y + reach));
        var (left, right) = (Math.Max(0, x - reach), Math.Min(image.Width - 1, x + reach));
        // A nearby row first: what is found there bounds the work on all others.
        ScanRow(probe, y, left, right, slack);
        if (work.Threads == 1)
        {
            for (var row = top; row <= bottom; row++)
                ScanOther(row);
        }
        else
        {
            Parallel.For(top, bottom + 1, _parallel, ScanOther);
        }

        var limit = _nearest * slack;
        var found = new List<PatchCandidate>();
        for (var row = top; row <= bottom; row++)
            found.AddRange(_rows[row].Where(candidate => candidate.Distance <= limit));
        return found;

        void ScanOther(int row)
        {
            if (row != y)
                ScanRow(probe, row, left, right, slack);
        }
    }

    private void ScanRow(PatchProbe probe, int row, int left, int right, float slack)
    {
        var hits = _rows[row];
        hits.Clear();
        var nearest = Volatile.Read(ref _nearest);
        for (var centre = (row * image.Width) + left; centre <= (row * image.Width) + right; centre++)
        {
            if (!patches.IsSource[centre])
                continue;
            // Whatever is beyond the bound now is beyond the final one, too, since the nearest only comes nearer.
            var distance = probe.Distance(image, centre, nearest * slack);
            if (!(distance <= nearest * slack))
                continue;
            hits.Add(new PatchCandidate(centre, distance));
            nearest = Math.Min(nearest, distance);
        }

        lock (_lock)
            _nearest = Math.Min(_nearest, nearest);
    }
}
