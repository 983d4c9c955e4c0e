using System.Diagnostics;
using InpaintLab.Torch;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Tests.Training.Profiling;

public sealed class OperatorTimesTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void An_operators_own_time_is_without_what_it_calls_and_gaps_are_where_none_runs()
    {
        // Thread 1: outer 0-10 with inner 2-5 and inner 6-8; outer 12-13. Thread 2: other 12-16. All of 20 ms, in two steps.
        var times = OperatorTimes.Of([Span("inner", 1, 2, 3), Span("inner", 1, 6, 2), Span("outer", 1, 0, 10), Span("outer", 1, 12, 1), Span("other", 2, 12, 4)], 2, 20 * Millisecond);
        Assert.Equal(["outer", "inner", "other"], times.Operators.Select(o => o.Name));
        Assert.Equal([3.0, 2.5, 2.0], times.Operators.Select(o => o.Milliseconds));
        Assert.Equal([1.0, 1.0, 0.5], times.Operators.Select(o => o.Calls));
        Assert.Equal([0.3, 0.25, 0.2], times.Operators.Select(o => o.Share));
        Assert.Equal((3.0, 0.3), (times.GapMilliseconds, times.GapShare));
    }

    private static OperatorSpan Span(string name, int thread, long start, long duration) => new(name, thread, start * Millisecond, duration * Millisecond);
}
