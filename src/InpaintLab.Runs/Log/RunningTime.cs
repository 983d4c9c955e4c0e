using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Log;

/// <summary>How long a run was running, by its log alone and without holding any of it.</summary>
public sealed class RunningTime
{
    private TimeSpan _ended;
    private DateTime? _began;
    private DateTime _last;

    private RunningTime()
    {
    }

    private TimeSpan Total => _ended + Since(_last);

    /// <summary>
    /// The time between its states; pauses before a resume are not in it. A run that was killed did not say when: its time ends with the
    /// last thing it logged before it went on.
    /// </summary>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TimeSpan Of(string logPath)
    {
        var clock = new RunningTime();
        LogPayloads.Read(logPath, clock.Read);
        return clock.Total;
    }

    private void Read(RecordKind kind, RecordCursor body)
    {
        if (kind == RecordKind.Scalars)
        {
            _ = (body.Int64(), body.Int32());
            _last = body.Time();
        }
        else if (kind == RecordKind.State)
        {
            var (time, state) = (body.Time(), (RunState)body.Byte());
            _ended += Since(state == RunState.Running ? _last : time);
            _began = state == RunState.Running ? time : null;
            _last = time;
        }
    }

    private TimeSpan Since(DateTime time) => _began is { } began && time > began ? time - began : TimeSpan.Zero;
}
