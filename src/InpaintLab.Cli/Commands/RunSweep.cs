using InpaintLab.Cli.Output;
using InpaintLab.Cli.Running;
using InpaintLab.Cli.Sweeps;

namespace InpaintLab.Cli.Commands;

/// <summary>What <c>run</c> does with a spec of several experiments: those that are not done, and then a table of all.</summary>
internal static class RunSweep
{
    /// <summary>Runs the sweep and returns the exit code: the worst of its cells'.</summary>
    /// <param name="sweep">The spec.</param>
    /// <param name="jobs">Processes at a time.</param>
    /// <param name="json">Whether standard output is one JSON document.</param>
    public static int Execute(Sweep sweep, int jobs, bool json)
    {
        var cells = sweep.Status();
        foreach (var running in cells.Where(c => c.Status == CellStatus.Running))
            Console.Error.WriteLine($"{running.Name}: left to the process that is training it (run {running.Run!.Id})");
        var todo = cells.Count(c => c.Status is CellStatus.Missing or CellStatus.Stopped);
        Console.Error.WriteLine($"{sweep.Path}: {cells.Count} experiments, {cells.Count(c => c.Status == CellStatus.Done)} done, {todo} to train");

        IReadOnlyList<CellOutcome> outcomes;
        using (var interruption = new Interruption("stopping: what is being trained ends with a checkpoint; the same command goes on later"))
            outcomes = new SweepRunner(sweep, jobs).Run(cells, interruption);
        var after = sweep.Status();
        if (json)
            JsonOutput.Write(SweepTable.Document(after));
        else
            SweepTable.Print(after);
        return ExitCodeOf(outcomes);
    }

    private static int ExitCodeOf(IReadOnlyList<CellOutcome> outcomes)
    {
        if (outcomes.Any(o => o.ExitCode is null or ExitCode.Interrupted))
            return ExitCode.Interrupted;
        var failed = outcomes.Where(o => o.ExitCode != ExitCode.Success).ToList();
        foreach (var outcome in failed)
            Console.Error.WriteLine($"failed: cell {outcome.Cell.Cell.Number}, {outcome.Cell.Name}: exit code {outcome.ExitCode}");
        return failed.Count == 0 ? ExitCode.Success : failed.Max(o => o.ExitCode!.Value);
    }
}
