using System.Diagnostics;

namespace InpaintLab.Training.Loop;

/// <summary>Measures training speed: time spent in evaluations and checkpoints does not count.</summary>
internal sealed class ProgressClock(long total)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _windowStart;
    private long _windowImages;
    private long _steps;

    /// <summary>Time of training so far.</summary>
    internal TimeSpan Elapsed => _watch.Elapsed;

    internal void Step(long images)
    {
        _steps++;
        _windowImages += images;
    }

    internal void Exclude(Action action)
    {
        _watch.Stop();
        action();
        _watch.Start();
    }

    internal TrainingProgress Progress(long step, IReadOnlyList<(string Key, double Mean)> losses)
    {
        var now = _watch.Elapsed;
        var rate = _windowImages / Math.Max(1e-9, (now - _windowStart).TotalSeconds);
        (_windowStart, _windowImages) = (now, 0);
        return new TrainingProgress(step, total, losses, rate, now / Math.Max(1, _steps) * (total - step));
    }
}
