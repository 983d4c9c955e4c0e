using InpaintLab.Training.Profiling;

namespace InpaintLab.Cli.Output;

/// <summary>The operators of a profile on standard output.</summary>
internal static class OperatorTable
{
    /// <summary>Prints those with at least this share of the time, and the time between operators.</summary>
    public static void Print(OperatorTimes times, double leastShare)
    {
        var table = Tables.Create(["operator, without what it calls"], ["calls", "ms", "share"]);
        foreach (var time in times.Operators.Where(o => o.Share >= leastShare))
            table.Add(time.Name, $"{time.Calls:0.#}", Numbers.Format(time.Milliseconds), $"{time.Share:P1}");
        table.Add("(between operators)", "", Numbers.Format(times.GapMilliseconds), $"{times.GapShare:P1}");
        Tables.Print(table);
    }
}
