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
        foreach (var damaged in cells.Where(c => c.Damage is not null))
        {
            Console.Error.WriteLine(
                $"{damaged.Name}: run {damaged.Run!.Id} is not whole and does not count: {damaged.Damage}; it is trained anew");
        }

        var todo = cells.Where(c => c.Status is CellStatus.Missing or CellStatus.Stopped).ToList();
        Console.Error.WriteLine(
            $"{sweep.Path}: {cells.Count} experiments, {cells.Count(c => c.Status == CellStatus.Done)} done, {todo.Count} "
            + (sweep.Halving is null ? "to train" : "others, of which halving chooses"));

        IReadOnlyCollection<CellOutcome> outcomes;
        using (var interruption = new Interruption(
            "stopping: what is being trained ends with a checkpoint; the same command goes on later"))
        {
            outcomes = sweep.Halving is { } halving
                ? new HalvingRunner(sweep, halving, jobs).Run(interruption)
                : new SweepRunner(sweep, jobs).Run([.. todo.Select(cell => new SweepJob(cell, null))], interruption);
        }

        var failed = outcomes.Where(o => o.ExitCode is not (null or ExitCode.Success or ExitCode.Interrupted)).ToList();
        var after = sweep.Status();
        var places = sweep.Halving is null ? null : HalvingState.Places(sweep.Halving, after, [.. failed.Select(o => o.Cell.Cell.Number)]);
        var table = new SweepTable(after) { Halving = places };
        if (json)
            JsonOutput.Write(table.Document());
        else
            table.Print();
        foreach (var outcome in failed)
            Console.Error.WriteLine($"failed: cell {outcome.Cell.Cell.Number}, {outcome.Cell.Name}: exit code {outcome.ExitCode}");
        return outcomes.Any(o => o.ExitCode is null or ExitCode.Interrupted) ? ExitCode.Interrupted
            : failed.Count > 0 ? failed.Max(o => o.ExitCode!.Value)
            : ExitCode.Success;
    }
}
