using InpaintLab.Cli.Output;
using InpaintLab.Core.Specs;

namespace InpaintLab.Cli.Sweeps;

/// <summary>Where an experiment stands in a halving.</summary>
/// <param name="Cell">The experiment.</param>
/// <param name="Until">The step to which it is to be trained for now; where it is pruned, the rung at which it was.</param>
/// <param name="HasReached">Whether it is there.</param>
/// <param name="IsPruned">Whether others were better, so that it is not trained further.</param>
/// <param name="Decision">The last decision on it, in words; null before its first rung was decided.</param>
internal sealed record HalvingPlace(SweepCell Cell, int Until, bool HasReached, bool IsPruned, string? Decision)
{
    /// <summary>The decision, or what it waits for.</summary>
    public string Word => IsPruned || Cell.Status == CellStatus.Done ? Decision ?? "-"
        : (HasReached ? $"waits at step {Until}" : $"to step {Until}") + (Decision is null ? "" : $"; {Decision}");
}

/// <summary>
/// Successive halving as a function of results: nothing is kept beside the runs' logs, so an interrupted sweep decides as an uninterrupted
/// one. Experiments that differ in their seed alone are one competitor, judged by the mean over seeds.
/// </summary>
/// <param name="halving">The rules.</param>
/// <param name="isFailed">Whether a cell will get no further result.</param>
/// <param name="resultAt">A cell's validation result at a step; null where there is none.</param>
internal sealed class HalvingBoard(Halving halving, Func<SweepCell, bool> isFailed, Func<SweepCell, int, double?> resultAt)
{
    private readonly Dictionary<int, HalvingPlace> _places = [];

    /// <summary>
    /// The places of all cells, in their order. A rung is decided when all who are still in have a result there, or failed.
    /// </summary>
    /// <param name="cells">The cells; those of a method without training have no steps, and compete with nothing.</param>
    /// <param name="isTrained">Whether a cell has steps.</param>
    public IReadOnlyList<HalvingPlace> Places(IReadOnlyList<SweepCell> cells, Func<SweepCell, bool> isTrained)
    {
        _places.Clear();
        foreach (var group in cells.Where(isTrained).GroupBy(GroupOf))
            Decide(group);
        foreach (var cell in cells.Where(c => !isTrained(c)))
            Put(cell, halving.Steps, cell.Status == CellStatus.Done);
        return [.. cells.Select(c => _places[c.Cell.Number])];
    }

    /// <summary>How many experiments are trained to each rung at which something is decided, and to the end, when none fails.</summary>
    public IReadOnlyList<(int Steps, int Cells)> Shape(IEnumerable<SweepCell> cells)
    {
        var shape = halving.Rungs.Append(halving.Steps)
            .Select(steps => (Steps: steps, Cells: 0, IsDecided: steps == halving.Steps))
            .ToArray();
        foreach (var group in cells.GroupBy(GroupOf))
        {
            var competitors = group.GroupBy(CompetitorOf).Count();
            var seeds = group.Count() / competitors;
            for (var i = 0; i < shape.Length; i++, competitors = halving.Survivors(competitors))
            {
                shape[i].Cells += competitors * seeds;
                shape[i].IsDecided |= competitors > 1;
            }
        }

        return [.. shape.Where(s => s.IsDecided).Select(s => (s.Steps, s.Cells))];
    }

    private void Decide(IEnumerable<SweepCell> group)
    {
        var alive = group.GroupBy(CompetitorOf).Select(c => c.ToList()).ToList();
        foreach (var rung in halving.Rungs)
        {
            if (alive.Count <= 1)
                break;
            foreach (var cell in alive.SelectMany(c => c))
                Put(cell, rung, resultAt(cell, rung) is not null);
            if (alive.SelectMany(c => c).Any(c => !isFailed(c) && resultAt(c, rung) is null))
                return;
            alive = Decide(alive, rung);
        }

        foreach (var cell in alive.SelectMany(c => c))
            Put(cell, halving.Steps, cell.Status == CellStatus.Done);
    }

    // The best of them; of equal ones the first.
    private List<List<SweepCell>> Decide(List<List<SweepCell>> alive, int rung)
    {
        var ranked = alive
            .Select(cells => (Cells: cells, Score: cells.Average(c => resultAt(c, rung) ?? double.NaN)))
            .OrderBy(c => double.IsNaN(c.Score))
            .ThenBy(c => halving.HigherIsBetter ? -c.Score : c.Score)
            .ToList();
        var next = new List<List<SweepCell>>();
        foreach (var (rank, (cells, score)) in ranked.Index())
        {
            var goesOn = rank < halving.Survivors(ranked.Count) && !double.IsNaN(score);
            var decision = $"{(goesOn ? "went on from" : "pruned at")} step {rung} of {halving.Steps}: "
                + (double.IsNaN(score)
                    ? "no result"
                    : $"{halving.Metric} {Numbers.Format(score)} on {halving.Mask}, {rank + 1} of {ranked.Count}");
            foreach (var cell in cells)
                _places[cell.Cell.Number] = _places[cell.Cell.Number] with { Decision = decision, IsPruned = !goesOn };
            if (goesOn)
                next.Add(cells);
        }

        return next;
    }

    private void Put(SweepCell cell, int until, bool hasReached) =>
        _places[cell.Cell.Number] = new HalvingPlace(
            cell, until, hasReached, IsPruned: false, _places.GetValueOrDefault(cell.Cell.Number)?.Decision);

    private string GroupOf(SweepCell cell) => Labels(cell, halving.Within.Contains);

    private static string CompetitorOf(SweepCell cell) => Labels(cell, _ => true);

    private static string Labels(SweepCell cell, Func<string, bool> which) =>
        string.Join('\n', cell.Cell.Resolved.Labels.Where(label => which(label.Axis)).Select(label => $"{label.Axis}={label.Label}"));
}
