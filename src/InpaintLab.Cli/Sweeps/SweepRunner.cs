using InpaintLab.Cli.Running;

namespace InpaintLab.Cli.Sweeps;

/// <summary>A cell to train.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Until">The step to which; null: to the end.</param>
internal sealed record SweepJob(SweepCell Cell, int? Until);

/// <summary>How a cell came out.</summary>
/// <param name="Cell">The cell as it was before.</param>
/// <param name="Until">The step to which it was to be trained; null: the end.</param>
/// <param name="ExitCode">The exit code of its process; null when it was not started.</param>
/// <param name="Results">What its process printed: the document of <c>run --json</c>; empty without one.</param>
internal sealed record CellOutcome(SweepCell Cell, int? Until, int? ExitCode, string Results);

/// <summary>Trains cells, some at a time, each in a process of its own; goes on when one fails.</summary>
/// <param name="sweep">The spec.</param>
/// <param name="jobs">Processes at a time; they share the processor's cores evenly.</param>
internal sealed class SweepRunner(Sweep sweep, int jobs)
{
    /// <summary>Trains them, in their order.</summary>
    /// <param name="todo">The cells.</param>
    /// <param name="interruption">Starts no further cell; those that run end with a checkpoint.</param>
    public IReadOnlyList<CellOutcome> Run(IReadOnlyList<SweepJob> todo, Interruption interruption)
    {
        var started = 0;
        var outcomes = new CellOutcome[todo.Count];
        var workers = Enumerable.Range(0, Math.Min(jobs, todo.Count)).Select(_ => Task.Run(Work)).ToArray();
        Task.WaitAll(workers);
        return outcomes;

        async Task Work()
        {
            for (var i = Interlocked.Increment(ref started) - 1; i < todo.Count; i = Interlocked.Increment(ref started) - 1)
            {
                outcomes[i] = interruption.Token.IsCancellationRequested
                    ? new CellOutcome(todo[i].Cell, todo[i].Until, null, "")
                    : await RunCell(todo[i], interruption).ConfigureAwait(false);
                Report(outcomes[i], i + 1, todo.Count);
            }
        }
    }

    private async Task<CellOutcome> RunCell(SweepJob job, Interruption interruption)
    {
        using var process = CellProcess.Start(sweep, job, ThreadsOf(jobs), alone: jobs == 1);
        using var passedOn = interruption.Token.Register(() =>
        {
            if (interruption.IsTermination)
                process.Terminate();
        });
        var (exitCode, output) = await process.Finish().ConfigureAwait(false);
        return new CellOutcome(job.Cell, job.Until, exitCode, output);
    }

    /// <summary>Threads of each of several processes at a time.</summary>
    public static int ThreadsOf(int jobs) => Math.Max(1, Environment.ProcessorCount / jobs);

    private static void Report(CellOutcome outcome, int number, int count)
    {
        var end = outcome.ExitCode switch
        {
            null => "not started",
            ExitCode.Success => outcome.Until is { } until ? $"at step {until}" : "done",
            ExitCode.Interrupted => "interrupted, with a checkpoint",
            var code => $"FAILED with exit code {code}",
        };
        Console.Error.WriteLine($"[{number}/{count}] {outcome.Cell.Name}, seed {outcome.Cell.Cell.Resolved.Spec.Seed}: {end}");
    }
}
