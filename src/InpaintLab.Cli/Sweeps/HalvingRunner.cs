using InpaintLab.Cli.Running;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>Trains experiments from rung to rung, only the best of each further; those that are pruned keep their checkpoint.</summary>
/// <param name="sweep">The spec.</param>
/// <param name="halving">Its halving.</param>
/// <param name="jobs">Processes at a time.</param>
internal sealed class HalvingRunner(Sweep sweep, Halving halving, int jobs)
{
    private readonly HashSet<int> _failed = [];
    private readonly Dictionary<int, CellOutcome> _outcomes = [];

    /// <summary>
    /// Trains them until all is decided, or what is left is in other hands. Returns how each one that was trained came out.
    /// </summary>
    /// <param name="interruption">Starts no further cell; those that run end with a checkpoint.</param>
    /// <exception cref="UserErrorException">The metric that decides has no results.</exception>
    public IReadOnlyCollection<CellOutcome> Run(Interruption interruption)
    {
        HalvingState.CheckMetric(halving, sweep.Cells);
        while (!interruption.Token.IsCancellationRequested)
        {
            var places = HalvingState.Places(halving, sweep.Status(), _failed);
            HalvingState.Record(places);
            var open = places.Where(p => p is { HasReached: false, IsPruned: false } && !_failed.Contains(p.Cell.Cell.Number)).ToList();
            var todo = open.Where(p => p.Cell.Status is CellStatus.Missing or CellStatus.Stopped)
                .Select(p => new SweepJob(p.Cell, p.Until))
                .ToList();
            if (todo.FirstOrDefault(
                job => _outcomes.GetValueOrDefault(job.Cell.Cell.Number) is { ExitCode: 0 } o && o.Until == job.Until) is { } stuck)
            {
                throw new UserErrorException(
                    $"halving: {stuck.Cell.Name} was trained to step {stuck.Until} and has no {halving.Metric} on {halving.Mask} there");
            }

            foreach (var place in open.Where(p => p.Cell.Status == CellStatus.Running))
            {
                Console.Error.WriteLine(
                    $"{place.Cell.Name}: its rung at step {place.Until} waits for the process that is training it (run "
                        + $"{place.Cell.Run!.Id})");
            }

            if (todo.Count == 0)
                break;
            Console.Error.WriteLine(
                $"halving: {string.Join(", ", todo.GroupBy(j => j.Until).Select(g => $"{g.Count()} to step {g.Key}"))} of {halving.Steps}");
            foreach (var outcome in new SweepRunner(sweep, jobs).Run(todo, interruption))
            {
                _outcomes[outcome.Cell.Cell.Number] = outcome;
                if (outcome.ExitCode is not (null or ExitCode.Success or ExitCode.Interrupted))
                    _failed.Add(outcome.Cell.Cell.Number);
            }

            if (_outcomes.Values.Any(o => o.ExitCode is null or ExitCode.Interrupted))
                break;
        }

        return _outcomes.Values;
    }

    /// <summary>Whether a cell is trained in steps.</summary>
    public static bool IsTrained(SweepCell cell) => !cell.Cell.Resolved.Spec.Model.IsClassical();
}
