using System.Runtime.ExceptionServices;

namespace InpaintLab.Data.Loading;

/// <summary>
/// Makes numbered items on several threads and hands them out in order. At most <c>capacity</c> items are ready or in work at a time.
/// <see cref="Next"/> is for one thread.
/// </summary>
internal sealed class ReadAhead<T> : IDisposable
    where T : class
{
    private readonly Func<long, T> _make;
    private readonly int _capacity;
    private readonly object _gate = new();
    private readonly Dictionary<long, (T? Item, ExceptionDispatchInfo? Error)> _ready = [];
    private readonly Thread[] _threads;
    private long _toHandOut;
    private long _toMake;
    private bool _stopped;

    public ReadAhead(Func<long, T> make, long first, int workers, int capacity)
    {
        (_make, _capacity, _toHandOut, _toMake) = (make, capacity, first, first);
        _threads = new Thread[workers];
        for (var i = 0; i < workers; i++)
        {
            _threads[i] = new Thread(Work) { IsBackground = true, Name = $"data-{i}" };
            _threads[i].Start();
        }
    }

    /// <summary>The next item; throws what making it threw, now and ever after.</summary>
    public T Next()
    {
        lock (_gate)
        {
            (T? Item, ExceptionDispatchInfo? Error) result;
            while (!_ready.TryGetValue(_toHandOut, out result))
            {
                ObjectDisposedException.ThrowIf(_stopped, this);
                Monitor.Wait(_gate);
            }

            result.Error?.Throw();
            _ready.Remove(_toHandOut++);
            Monitor.PulseAll(_gate);
            return result.Item!;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.PulseAll(_gate);
        }

        foreach (var thread in _threads)
            thread.Join();
    }

    private void Work()
    {
        while (true)
        {
            long number;
            lock (_gate)
            {
                while (!_stopped && _toMake >= _toHandOut + _capacity)
                    Monitor.Wait(_gate);
                if (_stopped)
                    return;
                number = _toMake++;
            }

            (T? Item, ExceptionDispatchInfo? Error) result;
            try
            {
                result = (_make(number), null);
            }
            catch (Exception e)
            {
                result = (null, ExceptionDispatchInfo.Capture(e));
            }

            lock (_gate)
            {
                _ready[number] = result;
                Monitor.PulseAll(_gate);
            }
        }
    }
}
