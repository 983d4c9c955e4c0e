using Microsoft.Win32.SafeHandles;

namespace InpaintLab.Runs.Log;

/// <summary>
/// Reads a <c>points.log</c> from its beginning, also while a run writes it: what was complete when it was opened is read. Owns the open
/// file until disposed.
/// </summary>
public sealed class LogReader : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly FileWindow _window;
    private readonly FrameReader _frames;
    private readonly RecordDecoder _decoder = new();
    private readonly List<LogCorruption> _malformed = [];

    /// <summary>Opens the log.</summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public LogReader(string path)
    {
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _window = new FileWindow(_handle);
        _frames = new FrameReader(_window, path);
    }

    /// <summary>Places that are not as they were written, in the order found; complete after the last record.</summary>
    public IReadOnlyList<LogCorruption> Corruptions => [.. _frames.Corruptions, .. _malformed];

    /// <summary>Bytes of a frame at the end that was never completed, hence never acknowledged; complete after the last record.</summary>
    public long IncompleteTailBytes => _frames.IncompleteTailBytes;

    /// <summary>Whether a frame so far was intact and yet could not be read.</summary>
    internal bool HasMalformedFrames => _malformed.Count > 0;

    /// <summary>Where the next frame would be appended.</summary>
    internal long EndOffset => _frames.Offset;

    /// <summary>The number that the next frame would have.</summary>
    internal uint NextSequence => _frames.NextSequence;

    /// <summary>The names that the log defines.</summary>
    internal IReadOnlyDictionary<uint, string> Names => _decoder.Names;

    /// <summary>The records in their order, read as they are asked for; once for each reader.</summary>
    /// <exception cref="Core.Errors.UserErrorException">The log has another format version.</exception>
    public IEnumerable<LogRecord> Records() => Records(scalars: null);

    /// <summary>
    /// The same, but the values of steps go to <paramref name="scalars"/>, those of one frame before its other records; also those that
    /// stand in a frame before something that cannot be read (<see cref="HasMalformedFrames"/>), all of which the records leave out.
    /// </summary>
    internal IEnumerable<LogRecord> Records(ScalarsAction? scalars)
    {
        while (_frames.TryRead(out var frame))
        {
            foreach (var record in Decode(frame, scalars))
                yield return record;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _window.Dispose();
        _handle.Dispose();
    }

    private List<LogRecord> Decode(LogFrame frame, ScalarsAction? scalars)
    {
        try
        {
            return _decoder.Decode(frame.Payload.Span, scalars);
        }
        catch (InvalidDataException e)
        {
            // The checksum holds, so these bytes were written so: by a faulty or later program.
            var reason = $"frame {frame.Sequence} cannot be read: {e.Message}";
            _malformed.Add(new LogCorruption(frame.Offset, frame.End - frame.Offset, reason));
            return [];
        }
    }
}
