using Microsoft.Win32.SafeHandles;

namespace InpaintLab.Runs.Log;

/// <summary>What an acknowledged record survives.</summary>
public enum Durability
{
    /// <summary>The end of the process, however sudden: the bytes are with the operating system.</summary>
    Process,

    /// <summary>Also a power loss: every flush waits until the bytes are on the disk.</summary>
    Power,
}

/// <summary>
/// Appends records to a <c>points.log</c>. They are gathered and written as one frame with one write() by <see cref="Flush"/>, or 250 ms
/// after the first of them at the latest. When a write fails (disk full) nothing is lost: the frame stays in memory and the next flush
/// writes it to the same place. Any thread may call.
/// </summary>
public sealed class LogWriter : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly Durability _durability;
    private readonly RecordBuffer _buffer = new();
    private readonly RecordEncoder _encoder;
    private readonly Timer _timer;
    private long _offset;
    private uint _sequence;
    private long _lookedAt = long.MinValue;
    private bool _timerRuns;
    private bool _disposed;

    private LogWriter(string path, SafeFileHandle handle, Durability durability, Dictionary<string, uint> names)
    {
        (_path, _handle) = (path, handle);
        _durability = durability;
        _encoder = new RecordEncoder(_buffer, names);
        _timer = new Timer(_ => FlushInBackground());
    }

    /// <summary>Bytes cut off when the log was opened: a frame that was never completed.</summary>
    public long RemovedTailBytes { get; private init; }

    /// <summary>Damage that the log already had when it was opened; it is left as it is.</summary>
    public IReadOnlyList<LogCorruption> Corruptions { get; private init; } = [];

    /// <summary>A new log.</summary>
    /// <exception cref="IOException">The file exists already or cannot be written.</exception>
    public static LogWriter Create(string path, Durability durability = Durability.Process)
    {
        var handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        RandomAccess.Write(handle, LogFormat.Header(), 0);
        return new LogWriter(path, handle, durability, []) { _offset = LogFormat.HeaderLength };
    }

    /// <summary>An existing log, to go on after its last complete frame. The caller holds the run's lock.</summary>
    /// <exception cref="IOException">The file is missing or cannot be written.</exception>
    /// <exception cref="Core.Errors.UserErrorException">The log has another format version.</exception>
    public static LogWriter Open(string path, Durability durability = Durability.Process)
    {
        using var reader = new LogReader(path);
        foreach (var _ in reader.Records())
        {
            // Reading to the end tells the names, the next number and where the last frame ends.
        }

        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        RandomAccess.SetLength(handle, reader.EndOffset);
        if (reader.EndOffset == 0)
            RandomAccess.Write(handle, LogFormat.Header(), 0);
        var names = new Dictionary<string, uint>();
        foreach (var (number, name) in reader.Names)
            names[name] = number;
        return new LogWriter(path, handle, durability, names)
        {
            _offset = Math.Max(reader.EndOffset, LogFormat.HeaderLength),
            _sequence = reader.NextSequence,
            RemovedTailBytes = reader.IncompleteTailBytes,
            Corruptions = reader.Corruptions,
        };
    }

    /// <summary>Adds a record to the frame that is being gathered.</summary>
    public void Append(LogRecord record)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_buffer.Length == 0)
                _buffer.Take(LogFormat.HeadLength);
            _encoder.Encode(record);
            if (_timerRuns)
                return;
            _timer.Change(LongestWait, Timeout.InfiniteTimeSpan);
            _timerRuns = true;
        }
    }

    /// <summary>Writes what was gathered. When it returns, those records survive what <see cref="Durability"/> says.</summary>
    /// <exception cref="IOException">The bytes could not be written; they are kept for the next flush.</exception>
    public void Flush()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            WriteFrame();
        }
    }

    /// <summary>Closes the file and drops what could not be written to it.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            _buffer.Clear();
            Dispose();
        }
    }

    /// <summary>Flushes and closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
                return;
            _disposed = true;
            try
            {
                WriteFrame();
            }
            finally
            {
                _timer.Dispose();
                _handle.Dispose();
            }
        }
    }

    private void WriteFrame()
    {
        if (_buffer.Length == 0)
            return;
        var payloadEnd = _buffer.Length;
        _buffer.Take(LogFormat.TailLength);
        try
        {
            RequireFile();
            LogFormat.Seal(_buffer.Written, _sequence);
            RandomAccess.Write(_handle, _buffer.Written, _offset);
            if (_durability == Durability.Power)
                RandomAccess.FlushToDisk(_handle);
        }
        catch
        {
            _buffer.Shorten(payloadEnd);
            throw;
        }

        _offset += _buffer.Length;
        _sequence++;
        _buffer.Clear();
    }

    // A file that was deleted takes everything that is written to it, and nobody will ever read it.
    private void RequireFile()
    {
        var now = Environment.TickCount64;
        if (_lookedAt != long.MinValue && now - _lookedAt < BetweenLooks.TotalMilliseconds)
            return;
        if (!File.Exists(_path))
        {
            throw new FileNotFoundException(
                $"{_path} is gone: it was deleted, or moved with its folder, while it was being written", _path);
        }

        _lookedAt = now;
    }

    private void FlushInBackground()
    {
        lock (_lock)
        {
            _timerRuns = false;
            if (_disposed)
                return;
            try
            {
                WriteFrame();
            }
            catch (IOException)
            {
                // The frame is kept: the next Flush, or Dispose, tries again and throws on the thread that must know.
            }
        }
    }
}
