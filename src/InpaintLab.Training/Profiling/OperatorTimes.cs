using System.Diagnostics;
using InpaintLab.Torch;

namespace InpaintLab.Training.Profiling;

/// <summary>What one operator took of a profile.</summary>
/// <param name="Name">The operator, or a node of the backward pass.</param>
/// <param name="Calls">How often it ran in a step (or iteration), on average.</param>
/// <param name="Milliseconds">Its time in a step without what it called, on average.</param>
/// <param name="Share">Of the profile's time.</param>
public sealed record OperatorTime(string Name, double Calls, double Milliseconds, double Share);

/// <summary>The operators of a profile by their own time, and the time between them.</summary>
/// <param name="Operators">The longest first.</param>
/// <param name="GapMilliseconds">
/// Time of a step in which no operator ran: what the program around them costs, and, where a device works on its own, how long the host
/// does not feed it.
/// </param>
/// <param name="GapShare">Of the profile's time.</param>
public sealed record OperatorTimes(IReadOnlyList<OperatorTime> Operators, double GapMilliseconds, double GapShare)
{
    /// <summary>Sums spans up.</summary>
    /// <param name="spans">What ran.</param>
    /// <param name="steps">In how many steps.</param>
    /// <param name="total">How long these took together, in ticks of <see cref="Stopwatch"/>.</param>
    public static OperatorTimes Of(IReadOnlyList<OperatorSpan> spans, int steps, long total)
    {
        var perMillisecond = Stopwatch.Frequency / 1e3;
        var sums = new Dictionary<string, (long Calls, long Own)>(StringComparer.Ordinal);
        var busy = new List<(long Start, long End)>();
        foreach (var thread in spans.GroupBy(s => s.Thread))
        {
            // Outer spans before those within them.
            var open = new Stack<OperatorSpan>();
            foreach (var span in thread.OrderBy(s => s.Start).ThenByDescending(s => s.Duration))
            {
                while (open.TryPeek(out var outer) && outer.End <= span.Start)
                    open.Pop();
                Add(span.Name, 1, span.Duration);
                if (open.TryPeek(out var parent))
                    Add(parent.Name, 0, -span.Duration);
                else
                    busy.Add((span.Start, span.End));
                open.Push(span);
            }
        }

        var gap = total - Covered(busy);
        return new OperatorTimes(
            [
                .. sums.Select(s => new OperatorTime(
                    s.Key, (double)s.Value.Calls / steps, s.Value.Own / perMillisecond / steps,
                    (double)s.Value.Own / total)).OrderByDescending(o => o.Milliseconds),
            ],
            gap / perMillisecond / steps,
            (double)gap / total);

        void Add(string name, long calls, long own)
        {
            var sum = sums.GetValueOrDefault(name);
            sums[name] = (sum.Calls + calls, sum.Own + own);
        }
    }

    // Threads may run operators at the same time.
    private static long Covered(List<(long Start, long End)> busy)
    {
        var (covered, end) = (0L, long.MinValue);
        foreach (var span in busy.OrderBy(s => s.Start))
        {
            covered += Math.Max(0, span.End - Math.Max(span.Start, end));
            end = Math.Max(end, span.End);
        }

        return covered;
    }
}
