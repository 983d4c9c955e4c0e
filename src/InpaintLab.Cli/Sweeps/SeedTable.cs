using InpaintLab.Cli.Output;
using InpaintLab.Reporting.Statistics;

namespace InpaintLab.Cli.Sweeps;

/// <summary>
/// Experiments with several seeds, each in one row: the mean over its finished runs, with a 95 % interval (Student's t) from two on.
/// </summary>
internal static class SeedTable
{
    /// <summary>Prints it to standard output; nothing where no experiment has several seeds, or none of its runs is finished.</summary>
    /// <param name="cells">The cells of a spec.</param>
    /// <param name="metrics">The metrics to show.</param>
    public static void Print(IReadOnlyList<SweepCell> cells, IReadOnlyList<string> metrics)
    {
        var groups = cells.GroupBy(c => string.Join('\n', c.Cell.Resolved.Labels.Select(label => label.Label))).ToList();
        if (groups.All(g => g.Count() == 1) || cells.All(c => c.Status != CellStatus.Done))
            return;
        var table = Tables.Create(["name"], ["seeds done", .. metrics]);
        foreach (var group in groups)
        {
            var done = group.Where(c => c.Status == CellStatus.Done).ToList();
            table.Add([group.First().Name, $"{done.Count} of {group.Count()}", .. metrics.Select(metric => Cell(done, metric))]);
        }

        Tables.Print(table);
    }

    private static string Cell(List<SweepCell> done, string metric)
    {
        var values = done.ConvertAll(c => c.Run!.Metrics.GetValueOrDefault(metric, double.NaN));
        var interval = values.Exists(double.IsNaN) ? null : Interval.StudentT(values);
        return (values.Count == 0 ? "-" : Numbers.Format(values.Average()))
            + (interval is { } i ? $" ± {Numbers.Format(i.HalfWidth)}" : "");
    }
}
