using System.Diagnostics;
using InpaintLab.Cli.Output;
using InpaintLab.Runs.Folders;
using InpaintLab.Torch;
using InpaintLab.Training.Profiling;

namespace InpaintLab.Cli.Bench;

/// <summary><c>bench NAME --profile</c>: where our side's time goes, by module and by operator, and a trace of it.</summary>
internal static class ProfileReport
{
    private const int DefaultRounds = 10;
    private const int WarmUp = 3;

    // Of the table; the rest is in --json and in the trace.
    private const double LeastShare = 0.01;

    /// <summary>Runs every workload of the suite, prints, and writes the traces into the current folder.</summary>
    /// <returns>How many were profiled.</returns>
    public static int Make(BenchSuite suite, string? only, int? rounds, bool json)
    {
        var results = new List<WorkloadProfile>();
        foreach (var workload in suite.Create(only))
        {
            using var disposed = workload;
            var profile = Measure(suite.Name, workload, rounds ?? DefaultRounds);
            results.Add(profile);
            if (!json)
                Print(profile);
        }

        if (results.Count == 0)
            throw BenchSuite.NothingNamed(only, [suite]);
        if (json)
            JsonOutput.Write(new { Profiles = results });
        return results.Count;
    }

    private static WorkloadProfile Measure(string suite, Workload workload, int rounds)
    {
        for (var i = 0; i < WarmUp; i++)
            workload.Run(workload.Iterations);
        var paths = workload.Networks
            .SelectMany(n => n.Module.named_modules().Select(m => (m.module, Path: $"{n.Prefix}.{m.name}")))
            .DistinctBy(m => m.module)
            .ToDictionary(m => m.module, m => m.Path);
        var profile = new StepProfile(() => { });
        IReadOnlyList<OperatorSpan> operators;
        long total;
        using (ModuleCalls.Watch(module => paths.TryGetValue(module, out var path) ? profile.Span(path) : null))
        using (var running = OperatorProfile.Begin())
        {
            var start = Stopwatch.GetTimestamp();
            for (profile.Step = 0; profile.Step < rounds; profile.Step++)
                workload.Run(workload.Iterations);
            total = Stopwatch.GetTimestamp() - start;
            operators = running.End();
        }

        var trace = Path.GetFullPath(
            $"bench-{suite}-{string.Concat(workload.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}.trace.json");
        var spans = profile.Spans.Concat(profile.Of(operators)).ToList();
        AtomicFile.Write(trace, stream => ChromeTrace.Write(stream, spans));
        var iterations = rounds * workload.Iterations;
        var milliseconds = total / (Stopwatch.Frequency / 1e3) / iterations;
        var modules = profile.Spans
            .GroupBy(s => s.Name)
            .Select(
                g => new ProfiledTime(
                    g.Key, g.Sum(s => s.Duration) / 1e3 / iterations, g.Sum(s => s.Duration) / 1e3 / iterations / milliseconds));
        return new WorkloadProfile(
            $"{suite}/{workload.Name}", milliseconds, [.. modules], OperatorTimes.Of(operators, iterations, total), trace);
    }

    private static void Print(WorkloadProfile profile)
    {
        Console.Out.WriteLine($"{profile.Name}: {Numbers.Format(profile.Milliseconds)} ms an iteration");
        var modules = Tables.Create(["module, forward, with those inside it"], ["ms", "share"]);
        foreach (var module in profile.Modules.Where(m => m.Share >= LeastShare))
            modules.Add(module.Name, Numbers.Format(module.Milliseconds), $"{module.Share:P1}");
        Tables.Print(modules);
        OperatorTable.Print(profile.Operators, LeastShare);
        Console.Out.WriteLine($"trace, for chrome://tracing or ui.perfetto.dev: {profile.Trace}");
    }

    /// <param name="Name">Suite and workload.</param>
    /// <param name="Milliseconds">Of an iteration, on average, with what it costs to be watched.</param>
    /// <param name="Modules">The modules' forwards of an iteration.</param>
    /// <param name="Operators">All operators, and the gaps between them.</param>
    /// <param name="Trace">The trace's file.</param>
    private sealed record WorkloadProfile(
        string Name, double Milliseconds, IReadOnlyList<ProfiledTime> Modules, OperatorTimes Operators, string Trace);
}
