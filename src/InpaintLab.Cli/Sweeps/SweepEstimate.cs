namespace InpaintLab.Cli.Sweeps;

/// <summary>How long what is left of a sweep will take, and the memory for it.</summary>
internal static class SweepEstimate
{
    /// <summary>
    /// Seconds until the last cell is done when each of <paramref name="jobs"/> processes takes the next cell as it gets free.
    /// </summary>
    public static double Seconds(IEnumerable<CellEstimate> estimates, int jobs)
    {
        var free = new PriorityQueue<double, double>(Enumerable.Repeat((0.0, 0.0), jobs));
        var last = 0.0;
        foreach (var estimate in estimates.Where(e => e.SecondsLeft > 0))
        {
            var end = free.Dequeue() + estimate.SecondsLeft;
            free.Enqueue(end, end);
            last = Math.Max(last, end);
        }

        return last;
    }

    /// <summary>
    /// The same for a halving: each experiment's way to the step for which it is in, and then the mean way of as many as go on from rung to
    /// rung.
    /// </summary>
    public static double Seconds(
        Core.Specs.Halving halving,
        HalvingBoard board,
        IReadOnlyList<HalvingPlace> places,
        IReadOnlyList<CellEstimate?> estimates,
        int jobs)
    {
        var alive = places.Zip(estimates)
            .Where(p => p is { First.IsPruned: false, Second: not null })
            .Select(p => (Place: p.First, Estimate: p.Second!))
            .ToList();
        var left = alive.Sum(a => Way(a.Place.Cell, a.Estimate, a.Place.Cell.StepsDone(halving.Steps), a.Place.Until));
        var shape = board.Shape(places.Select(p => p.Cell));
        foreach (var ((from, _), (to, count)) in shape.Zip(shape.Skip(1)))
        {
            var ahead = alive.Where(a => a.Place.Until <= from && HalvingRunner.IsTrained(a.Place.Cell)).ToList();
            if (ahead.Count > 0)
                left += Math.Min(count, ahead.Count) * ahead.Average(a => Way(a.Place.Cell, a.Estimate, from, to));
        }

        return left / jobs;
    }

    private static double Way(SweepCell cell, CellEstimate estimate, long from, long to) =>
        cell.Status == CellStatus.Done ? 0 : CellEstimate.Time(cell.Cell.Resolved.Spec, estimate.Resources, from, to);
}
