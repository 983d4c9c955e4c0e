using System.Collections.Concurrent;

namespace InpaintLab.Runs.Log;

/// <summary>
/// The points of one series that count, in order of their steps, as columns of memory that the next series takes over: a report goes
/// through thousands of series of ten thousand points, one after another. Whoever has it disposes it, and then keeps nothing of it.
/// </summary>
public sealed class SeriesColumns : IDisposable
{
    private const int FirstCapacity = 256;
    private const int MostSpare = 256;

    // A pool of arrays would keep some of every size that a column grows through.
    private static readonly ConcurrentBag<Columns> Spare = [];

    private Columns _columns = Spare.TryTake(out var spare) ? spare : new Columns();

    internal SeriesColumns()
    {
    }

    /// <summary>How many points.</summary>
    public int Count { get; private set; }

    /// <summary>The steps, ascending.</summary>
    public ReadOnlySpan<long> Steps => _columns.Steps.AsSpan(0, Count);

    /// <summary>The values, any doubles.</summary>
    public ReadOnlySpan<double> Values => _columns.Values.AsSpan(0, Count);

    /// <summary>When a point was logged (UTC).</summary>
    public DateTime Time(int place) => new(_columns.Times[place], DateTimeKind.Utc);

    /// <summary>The points as a list of its own.</summary>
    public IReadOnlyList<ScalarPoint> ToPoints()
    {
        var points = new ScalarPoint[Count];
        for (var i = 0; i < Count; i++)
            points[i] = new ScalarPoint(_columns.Steps[i], _columns.Epochs[i], Time(i), _columns.Values[i], Superseded: false);
        return points;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_columns != Columns.None && Spare.Count < MostSpare)
            Spare.Add(_columns);
        (_columns, Count) = (Columns.None, 0);
    }

    /// <summary>Adds a point; of two for one step the later counts.</summary>
    internal void Add(long step, int epoch, DateTime time, double value)
    {
        var place = Count;
        if (Count > 0 && _columns.Steps[Count - 1] >= step)
        {
            // Steps ascend, but where an older checkpoint was evaluated later.
            place = _columns.Steps.AsSpan(0, Count).BinarySearch(step);
            if (place < 0)
                MakeRoom(place = ~place);
        }
        else
        {
            MakeRoom(place);
        }

        (_columns.Steps[place], _columns.Times[place], _columns.Epochs[place], _columns.Values[place]) = (step, time.Ticks, epoch, value);
    }

    /// <summary>Removes what is past a step.</summary>
    internal void RemoveAfter(long step)
    {
        while (Count > 0 && _columns.Steps[Count - 1] > step)
            Count--;
    }

    private void MakeRoom(int place)
    {
        if (Count == _columns.Steps.Length)
            _columns.Grow();
        if (place < Count)
            _columns.Shift(place, Count);
        Count++;
    }

    private sealed class Columns(int capacity = FirstCapacity)
    {
        public static readonly Columns None = new(0);

        public long[] Steps = new long[capacity];
        public long[] Times = new long[capacity];
        public int[] Epochs = new int[capacity];
        public double[] Values = new double[capacity];

        public void Grow()
        {
            var twice = 2 * Steps.Length;
            Array.Resize(ref Steps, twice);
            Array.Resize(ref Times, twice);
            Array.Resize(ref Epochs, twice);
            Array.Resize(ref Values, twice);
        }

        /// <summary>Makes room at a place before the end.</summary>
        public void Shift(int place, int count)
        {
            Array.Copy(Steps, place, Steps, place + 1, count - place);
            Array.Copy(Times, place, Times, place + 1, count - place);
            Array.Copy(Epochs, place, Epochs, place + 1, count - place);
            Array.Copy(Values, place, Values, place + 1, count - place);
        }
    }
}
