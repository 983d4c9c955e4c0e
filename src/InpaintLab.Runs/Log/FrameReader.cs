using System.Buffers.Binary;
using InpaintLab.Core.Errors;

namespace InpaintLab.Runs.Log;

/// <summary>A place in a log that is not as it was written.</summary>
/// <param name="Offset">The first byte of it in the file.</param>
/// <param name="Length">How many bytes could not be used; 0 where something is missing between two frames.</param>
/// <param name="Reason">What was found.</param>
public sealed record LogCorruption(long Offset, long Length, string Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"offset {Offset}, {Length} bytes: {Reason}";
}

/// <summary>One intact frame.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Sequence">Its number, from 0.</param>
/// <param name="Payload">Its records; valid until the next frame is read.</param>
internal readonly record struct LogFrame(long Offset, uint Sequence, ReadOnlyMemory<byte> Payload)
{
    public long End => Offset + LogFormat.HeadLength + Payload.Length + LogFormat.TailLength;
}

/// <summary>
/// Reads frames one after another. A frame cut off at the end of the file is a tail that was never acknowledged; everything else that is
/// not as written is reported, and reading goes on at the next intact frame.
/// </summary>
internal sealed class FrameReader(FileWindow file, string path)
{
    private readonly List<LogCorruption> _corruptions = [];
    private bool _headerRead;

    /// <summary>Damage found so far.</summary>
    public IReadOnlyList<LogCorruption> Corruptions => _corruptions;

    /// <summary>Bytes at the end of the file that do not make a frame; known after the last frame.</summary>
    public long IncompleteTailBytes { get; private set; }

    /// <summary>Where the next frame begins.</summary>
    public long Offset { get; private set; }

    /// <summary>The number that the next frame should have.</summary>
    public uint NextSequence { get; private set; }

    /// <summary>The next intact frame, or false at the end.</summary>
    public bool TryRead(out LogFrame frame)
    {
        if (!_headerRead)
            ReadHeader();
        while (Offset < file.Length && IncompleteTailBytes == 0)
        {
            switch (Parse(Offset, out frame))
            {
                case Parsed.Intact when frame.Sequence >= NextSequence:
                    if (frame.Sequence > NextSequence)
                        Report(0, $"frame {NextSequence} expected, frame {frame.Sequence} found");
                    Accept(frame);
                    return true;
                case Parsed.Intact:
                    Report(frame.End - Offset, $"frame {NextSequence} expected, frame {frame.Sequence} found a second time");
                    Offset = frame.End;
                    break;
                case Parsed.CutOff:
                    IncompleteTailBytes = file.Length - Offset;
                    break;
                default:
                    SkipDamage();
                    break;
            }
        }

        frame = default;
        return false;
    }

    private enum Parsed
    {
        Intact,
        CutOff,
        Damaged,
    }

    private void ReadHeader()
    {
        _headerRead = true;
        var found = file.Read(0, LogFormat.HeaderLength).Span;
        var expected = LogFormat.Header();
        if (found.Length < LogFormat.HeaderLength && found.SequenceEqual(expected.AsSpan(0, found.Length)))
        {
            IncompleteTailBytes = found.Length;
            return;
        }

        if (!found.SequenceEqual(expected))
        {
            var version = found.Length < LogFormat.HeaderLength ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(found[8..]);
            if (found.SequenceEqual(LogFormat.Header(version)))
                throw new UserErrorException($"{path}: expected a log of format version {LogFormat.Version}, found version {version}.");
            Report(found.Length, "the file does not begin as a points.log does");
        }

        Offset = found.Length;
    }

    private void Accept(LogFrame frame)
    {
        Offset = frame.End;
        NextSequence = frame.Sequence + 1;
    }

    private Parsed Parse(long offset, out LogFrame frame)
    {
        frame = default;
        var head = file.Read(offset, LogFormat.HeadLength).Span;
        if (head.Length < LogFormat.HeadLength)
            return Parsed.CutOff;
        if (BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) != Crc32C.Of(head[..8]))
            return Parsed.Damaged;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(head);
        var sequence = BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        var size = LogFormat.HeadLength + (long)length + LogFormat.TailLength;
        if (size > file.Length - offset)
            return Parsed.CutOff;
        var bytes = file.Read(offset, checked((int)size));
        if (bytes.Length < size)
            return Parsed.CutOff;
        var payload = bytes[LogFormat.HeadLength..^LogFormat.TailLength];
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^LogFormat.TailLength..]);
        frame = new LogFrame(offset, sequence, payload);
        return checksum == LogFormat.PayloadChecksum(bytes.Span[4..8], payload.Span) ? Parsed.Intact : Parsed.Damaged;
    }

    private void SkipDamage()
    {
        // After a power loss some file systems leave zeros where the last, unacknowledged bytes would have been.
        if (RestIsZero())
        {
            IncompleteTailBytes = file.Length - Offset;
            return;
        }

        var next = Offset + 1;
        var found = default(LogFrame);
        while (next < file.Length && !(Parse(next, out found) == Parsed.Intact && found.Sequence >= NextSequence))
            next++;
        var lost = NextSequence;
        if (next < file.Length)
            NextSequence = found.Sequence;
        var frames = NextSequence > lost + 1 ? $"frames {lost} to {NextSequence - 1} have" : $"frame {lost} has";
        Report(next - Offset, $"{frames} a wrong checksum");
        Offset = next;
    }

    private bool RestIsZero()
    {
        for (var at = Offset; at < file.Length;)
        {
            var part = file.Read(at, 4096).Span;
            if (part.IsEmpty || part.ContainsAnyExcept((byte)0))
                return false;
            at += part.Length;
        }

        return true;
    }

    private void Report(long length, string reason) => _corruptions.Add(new LogCorruption(Offset, length, reason));
}
