namespace InpaintLab.Classical.FastMarching;

/// <summary>
/// The front that moves into a hole pixel by pixel in the order of arrival times (fast marching on |grad T| = 1, Sethian 1996). Its arrays
/// have a margin of one pixel around the area, so a pixel (x, y) counts from 1; the margin is no hole and is never filled.
/// </summary>
internal sealed class MarchingFront
{
    /// <summary>A value of <see cref="States"/>: not filled yet. All others are known or filled.</summary>
    public const byte Hole = 1;

    private const byte Passed = 2;
    private const float Far = 1e6f;
    private const int PixelsBetweenChecks = 4096;

    private readonly List<int> _band = [];
    private readonly int[] _neighbours;
    private readonly int _holePixels;

    /// <summary>The front at the edge of the hole.</summary>
    /// <param name="mask">The mask of the whole image, 1 = hole.</param>
    /// <param name="maskWidth">Its width.</param>
    /// <param name="area">The part of it to work on.</param>
    public MarchingFront(ReadOnlySpan<byte> mask, int maskWidth, HoleArea area)
    {
        (Width, Height, Stride) = (area.Width, area.Height, area.Width + 2);
        States = new byte[Stride * (Height + 2)];
        Times = new float[States.Length];
        Times.AsSpan().Fill(Far);
        _neighbours = [-Stride, -1, Stride, 1];
        for (var y = 0; y < Height; y++)
            mask.Slice(((area.Top + y) * maskWidth) + area.Left, Width).CopyTo(States.AsSpan(((y + 1) * Stride) + 1));
        _holePixels = States.AsSpan().Count(Hole);
        for (var y = 1; y <= Height; y++)
        {
            for (var p = (y * Stride) + 1; p <= (y * Stride) + Width; p++)
            {
                if (States[p] == Hole || (States[p - Stride] | States[p - 1] | States[p + Stride] | States[p + 1]) != Hole)
                    continue;
                _band.Add(p);
                Times[p] = 0;
            }
        }
    }

    /// <summary>Of the area, in pixels.</summary>
    public int Width { get; }

    /// <summary>Of the area, in pixels.</summary>
    public int Height { get; }

    /// <summary>From one row of the arrays to the next.</summary>
    public int Stride { get; }

    /// <summary><see cref="Hole"/> or not, (Height + 2) x (Width + 2).</summary>
    public byte[] States { get; }

    /// <summary>
    /// When the front reaches a pixel, which is its distance from the known pixels next to the hole; of the same size. 1e6 where it never
    /// was.
    /// </summary>
    public float[] Times { get; }

    /// <summary>
    /// Gives the known pixels up to <paramref name="range"/> rows and columns from the hole their distance from its edge, as negative
    /// times.
    /// </summary>
    public void MeasureOutside(int range, CancellationToken stop)
    {
        var ring = Ring(range);
        foreach (var p in _band)
            ring[p] = 0;
        var queue = Start();
        while (queue.TryPop(out var p))
        {
            ring[p] = Passed;
            foreach (var step in _neighbours)
            {
                var q = p + step;
                if (ring[q] != Hole)
                    continue;
                Times[q] = Arrival(ring, q);
                ring[q] = 0;
                queue.Push(Times[q], q);
            }
        }

        stop.ThrowIfCancellationRequested();
        for (var p = 0; p < ring.Length; p++)
        {
            if (ring[p] == Passed)
                Times[p] = -Times[p];
        }
    }

    /// <summary>Moves through the hole; each pixel is estimated when the front reaches it, from those it has passed.</summary>
    public void Fill<TEstimator>(ref TEstimator estimator, ClassicalWork work)
        where TEstimator : struct, IPixelEstimator, allows ref struct
    {
        var (states, filled) = (States, 0);
        var queue = Start();
        while (queue.TryPop(out var p))
        {
            foreach (var step in _neighbours)
            {
                var q = p + step;
                if (states[q] != Hole)
                    continue;
                Times[q] = Arrival(states, q);
                var (y, x) = Math.DivRem(q, Stride);
                estimator.Estimate(x, y);
                states[q] = 0;
                queue.Push(Times[q], q);
                if (++filled % PixelsBetweenChecks != 0)
                    continue;
                work.Stop.ThrowIfCancellationRequested();
                work.Progress?.Report((double)filled / _holePixels);
            }
        }

        work.Progress?.Report(1);
    }

    private MarchingQueue Start()
    {
        var queue = new MarchingQueue();
        foreach (var p in _band)
            queue.Push(0, p);
        return queue;
    }

    // Solves |grad T| = 1 with each pair of a vertical and a horizontal neighbour; the earliest arrival counts.
    private float Arrival(byte[] states, int p)
    {
        var (up, left, down, right) = (p - Stride, p - 1, p + Stride, p + 1);
        return MathF.Min(
            MathF.Min(Arrival(states, up, left), Arrival(states, down, left)),
            MathF.Min(Arrival(states, up, right), Arrival(states, down, right)));
    }

    private float Arrival(byte[] states, int p, int q)
    {
        double a = Times[p], b = Times[q];
        var (passedA, passedB) = (states[p] != Hole, states[q] != Hole);
        if (!passedA || !passedB)
            return (float)(1 + (passedA ? a : passedB ? b : Math.Min(a, b)));
        var difference = a - b;
        return (float)(Math.Abs(difference) >= 1 ? 1 + Math.Min(a, b) : (a + b + Math.Sqrt(2 - (difference * difference))) * 0.5);
    }

    // Known pixels in a square of side 2 range + 1 around a hole pixel: first along the rows, then along the columns.
    private byte[] Ring(int range)
    {
        var rows = new byte[States.Length];
        var ring = new byte[States.Length];
        for (var y = 1; y <= Height; y++)
            Spread(States, rows, (y * Stride) + 1, 1, Width, range);
        for (var x = 1; x <= Width; x++)
            Spread(rows, ring, Stride + x, Stride, Height, range);
        for (var p = 0; p < ring.Length; p++)
            ring[p] &= (byte)~States[p];
        return ring;
    }

    private static void Spread(byte[] from, byte[] to, int start, int step, int length, int range)
    {
        var reach = 0;
        for (int i = 0, p = start; i < length; i++, p += step)
        {
            reach = from[p] != 0 ? range + 1 : reach - 1;
            if (reach > 0)
                to[p] = Hole;
        }

        reach = 0;
        for (int i = 0, p = start + ((length - 1) * step); i < length; i++, p -= step)
        {
            reach = from[p] != 0 ? range + 1 : reach - 1;
            if (reach > 0)
                to[p] = Hole;
        }
    }
}
