namespace InpaintLab.Cli.Sweeps;

/// <summary>What is left of a sweep as a whole.</summary>
/// <param name="Cells">Its experiments.</param>
/// <param name="Done">Those of them that are done.</param>
/// <param name="Jobs">How many would be trained at a time.</param>
/// <param name="SecondsLeft">Seconds until the last one is done, as fast as the machine is now; null where nothing was measured.</param>
/// <param name="PeakBytes">Resident memory of that many at a time, at most; null where nothing was measured.</param>
internal sealed record SweepTotal(int Cells, int Done, int Jobs, double? SecondsLeft, long? PeakBytes)
{
    /// <summary>The total of a plan.</summary>
    /// <param name="sweep">The spec.</param>
    /// <param name="cells">Its cells, or those of them that were asked for.</param>
    /// <param name="table">What is known of them.</param>
    /// <param name="jobs">How many at a time.</param>
    public static SweepTotal Of(Sweep sweep, IReadOnlyList<SweepCell> cells, SweepTable table, int jobs)
    {
        var total = new SweepTotal(cells.Count, cells.Count(c => c.Status == CellStatus.Done), jobs, null, null);
        if (table.Estimates is not { } estimates)
            return total;
        var left = sweep.Halving is { } halving
            ? SweepEstimate.Seconds(halving, HalvingState.Board(halving, new HashSet<int>()), table.Halving!, estimates, jobs)
            : SweepEstimate.Seconds(estimates.OfType<CellEstimate>(), jobs);
        var memory = estimates.Zip(cells).Where(e => e.Second.Status != CellStatus.Done)
            .Select(e => e.First?.Resources.PeakBytes ?? 0).OrderDescending().Take(jobs).Sum();
        return total with { SecondsLeft = left, PeakBytes = memory };
    }
}
