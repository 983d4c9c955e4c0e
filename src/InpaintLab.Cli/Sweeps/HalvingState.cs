using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Core.Weights;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>A halving as the runs' logs show it, and its decisions written into them.</summary>
internal static class HalvingState
{
    private const string EventKind = "halving";

    /// <summary>
    /// What the spec has against its metric: one of sets that is taken at the end only decides nothing before; null where all is well.
    /// </summary>
    public static SpecError? ErrorOf(Halving halving, IReadOnlyList<SpecCell> cells)
    {
        var registry = cells[0].Resolved.Registry;
        if (!new NamedMetric(halving.Metric, registry).IsOfSets
            || cells.All(c => c.Resolved.Spec.Evaluation.SetMetrics == SetMetricTime.Every))
        {
            return null;
        }

        var where = halving.Where!;
        return new SpecError(
            where.File, where.Line, where.Column, $"halving.metric: {halving.Metric} is a metric of sets; expected evaluation.set_metrics: "
                + "every, so that it has results before the end");
    }

    /// <summary>Whether the metric that decides will have results at all.</summary>
    /// <exception cref="UserErrorException">It lacks its weights, or is a metric of sets that is taken at the end only.</exception>
    public static void CheckMetric(Halving halving, IReadOnlyList<SpecCell> cells)
    {
        if (ErrorOf(halving, cells) is { } error)
            throw new SpecException([error]);
        if (MetricChoice.Of([halving.Metric], WeightsStore.Default(), cells[0].Resolved.Registry).Missing is [var missing])
            throw new UserErrorException($"halving.metric: {missing.Name} {missing.Reason}");
    }

    /// <summary>The board over the runs of cells.</summary>
    /// <param name="halving">The rules.</param>
    /// <param name="failed">Numbers of cells that are not tried again.</param>
    public static HalvingBoard Board(Halving halving, IReadOnlySet<int> failed)
    {
        var logs = new Dictionary<string, RunLog>();
        return new HalvingBoard(halving, cell => failed.Contains(cell.Cell.Number), ResultAt);

        // A run that stopped early stands with its last result before the rung.
        double? ResultAt(SweepCell cell, int step)
        {
            if (cell.Run is not { } run || cell.Status == CellStatus.Missing)
                return null;
            if (!logs.TryGetValue(run.Folder, out var log))
                logs[run.Folder] = log = RunLog.Read(Folder(cell).LogPath);
            var series = log.Series($"{cell.Cell.Resolved.Spec.Evaluation.Split}/{halving.Mask}/{halving.Metric}");
            var at = series.LastOrDefault(point => point.Step <= step, new ScalarPoint(-1, 0, default, double.NaN, false));
            return at.Step == step || (cell.Status == CellStatus.Done && at.Step >= 0) ? at.Value : null;
        }
    }

    /// <summary>Where the cells stand now.</summary>
    /// <param name="halving">The rules.</param>
    /// <param name="cells">The cells.</param>
    /// <param name="failed">Numbers of cells that are not tried again.</param>
    public static IReadOnlyList<HalvingPlace> Places(Halving halving, IReadOnlyList<SweepCell> cells, HashSet<int> failed) =>
        Board(halving, failed).Places(cells, HalvingRunner.IsTrained);

    /// <summary>Writes new decisions into the logs of the runs that they are about, and the state of those that are pruned.</summary>
    public static void Record(IEnumerable<HalvingPlace> places)
    {
        foreach (var place in places.Where(p => p is { Decision: not null, Cell.Status: CellStatus.Stopped }))
        {
            var folder = Folder(place.Cell);
            var log = RunLog.Read(folder.LogPath);
            var isKnown = log.Events.LastOrDefault(e => e.Kind == EventKind)?.Message == place.Decision;
            if (isKnown && (!place.IsPruned || log.State == RunState.Pruned))
                continue;
            using var writer = RunWriter.Open(folder);
            if (!isKnown)
                writer.LogEvent(EventLevel.Info, EventKind, place.Decision!);
            if (place.IsPruned)
                writer.SetState(RunState.Pruned, place.Decision!);
        }
    }

    private static RunFolder Folder(SweepCell cell) => RunFolder.Open(Path.Combine(RunsRoot.Default(), cell.Run!.Folder));
}
