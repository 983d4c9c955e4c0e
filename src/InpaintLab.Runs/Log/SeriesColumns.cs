using System.Buffers;

namespace InpaintLab.Runs.Log;

/// <summary>
/// The points of one series that count, in order of their steps, as columns of rented memory: a report goes through thousands of series of
/// ten thousand points, one after another. Whoever has it disposes it, and then keeps nothing of it.
/// </summary>
public sealed class SeriesColumns : IDisposable
{
    private const int FirstCapacity = 256;

    private long[] _steps = ArrayPool<long>.Shared.Rent(FirstCapacity);
    private long[] _times = ArrayPool<long>.Shared.Rent(FirstCapacity);
    private int[] _epochs = ArrayPool<int>.Shared.Rent(FirstCapacity);
    private double[] _values = ArrayPool<double>.Shared.Rent(FirstCapacity);

    internal SeriesColumns()
    {
    }

    /// <summary>How many points.</summary>
    public int Count { get; private set; }

    /// <summary>The steps, ascending.</summary>
    public ReadOnlySpan<long> Steps => _steps.AsSpan(0, Count);

    /// <summary>The values, any doubles.</summary>
    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    /// <summary>When a point was logged (UTC).</summary>
    public DateTime Time(int place) => new(_times[place], DateTimeKind.Utc);

    /// <summary>The points as a list of its own.</summary>
    public IReadOnlyList<ScalarPoint> ToPoints()
    {
        var points = new ScalarPoint[Count];
        for (var i = 0; i < Count; i++)
            points[i] = new ScalarPoint(_steps[i], _epochs[i], Time(i), _values[i], Superseded: false);
        return points;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(ref _steps);
        Return(ref _times);
        Return(ref _epochs);
        Return(ref _values);
        Count = 0;
    }

    /// <summary>Adds a point; of two for one step the later counts.</summary>
    internal void Add(long step, int epoch, DateTime time, double value)
    {
        var place = Count;
        if (Count > 0 && _steps[Count - 1] >= step)
        {
            // Steps ascend, but where an older checkpoint was evaluated later.
            place = _steps.AsSpan(0, Count).BinarySearch(step);
            if (place < 0)
                MakeRoom(place = ~place);
        }
        else
        {
            MakeRoom(place);
        }

        (_steps[place], _times[place], _epochs[place], _values[place]) = (step, time.Ticks, epoch, value);
    }

    /// <summary>Removes what is past a step.</summary>
    internal void RemoveAfter(long step)
    {
        while (Count > 0 && _steps[Count - 1] > step)
            Count--;
    }

    private void MakeRoom(int place)
    {
        if (Count == Capacity)
        {
            Grow(ref _steps);
            Grow(ref _times);
            Grow(ref _epochs);
            Grow(ref _values);
        }

        if (place < Count)
        {
            Shift(_steps, place);
            Shift(_times, place);
            Shift(_epochs, place);
            Shift(_values, place);
        }

        Count++;
    }

    // Arrays of different types may be larger than asked for by different amounts.
    private int Capacity => Math.Min(Math.Min(_steps.Length, _times.Length), Math.Min(_epochs.Length, _values.Length));

    private void Grow<T>(ref T[] column)
    {
        var larger = ArrayPool<T>.Shared.Rent(2 * Count);
        column.AsSpan(0, Count).CopyTo(larger);
        Return(ref column);
        column = larger;
    }

    private void Shift<T>(T[] column, int place) => column.AsSpan(place, Count - place).CopyTo(column.AsSpan(place + 1));

    private static void Return<T>(ref T[] column)
    {
        if (column.Length > 0)
            ArrayPool<T>.Shared.Return(column);
        column = [];
    }
}
