using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Health;

namespace InpaintLab.Cli.Output;

/// <summary>A health series.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Steps">The steps of its points.</param>
/// <param name="Values">Their values.</param>
/// <param name="Line">The values as one line of text.</param>
internal sealed record HealthSeries(string Key, IReadOnlyList<long> Steps, IReadOnlyList<double> Values, string Line);

/// <summary>How training went: the document of <c>runs show --health --json</c>.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Run">Its folder's name.</param>
/// <param name="Warnings">What the rules said, in order.</param>
/// <param name="Series">Losses of the networks, and everything under health/.</param>
internal sealed record HealthDocument(string Id, string Run, IReadOnlyList<string> Warnings, IReadOnlyList<HealthSeries> Series)
{
    /// <summary>The health of a run.</summary>
    public static HealthDocument Of(RunFolder run)
    {
        var log = RunLog.Read(run.LogPath);
        return new HealthDocument(run.Id, run.FolderName, WarningsOf(log), [.. log.Keys.Where(IsShown).Select(key =>
        {
            var points = log.Series(key);
            double[] values = [.. points.Select(p => p.Value)];
            return new HealthSeries(key, [.. points.Select(p => p.Step)], values, Sparkline.Draw(values));
        })]);
    }

    /// <summary>What the rules said in a run; after a resume a rule may have said it again.</summary>
    public static IReadOnlyList<string> WarningsOf(RunLog log) =>
    [
        .. log.Events
            .Where(e => e.Kind.StartsWith(HealthMonitor.EventPrefix, StringComparison.Ordinal))
            .Select(e => e.Message)
            .Distinct(),
    ];

    /// <summary>Prints it.</summary>
    public void Print()
    {
        Console.Out.WriteLine(Run);
        if (Series.Count == 0)
            Console.Out.WriteLine("nothing has been logged yet");
        else
            PrintSeries();
        foreach (var warning in Warnings)
            Console.Out.WriteLine($"warning: {warning}");
    }

    private static bool IsShown(string key) =>
        key.StartsWith("health/", StringComparison.Ordinal) || key.StartsWith("loss/", StringComparison.Ordinal);

    private void PrintSeries()
    {
        var table = Tables.Create(["series", "over the run"], ["first", "last", "min", "max"]);
        foreach (var (key, _, values, line) in Series.Where(s => s.Values.Count > 0))
            table.Add([key, line, .. new[] { values[0], values[^1], values.Min(), values.Max() }.Select(Numbers.Format)]);
        Tables.Print(table);
    }
}
