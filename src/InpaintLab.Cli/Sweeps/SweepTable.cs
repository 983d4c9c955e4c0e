using InpaintLab.Cli.Output;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>The cells of a spec as a table: what is done, by which run, with its results.</summary>
internal static class SweepTable
{
    // As in `runs list`; the rest is in `runs show`.
    private static readonly string[] Metrics = ["psnr_hole", "ssim", "l1"];

    private static readonly string[] CostHeadings = ["generator parameters", "discriminator parameters", "forward, 1e9 multiply-adds"];

    /// <summary>Prints it to standard output.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="costs">What each one's networks cost; null where that was not asked for.</param>
    public static void Print(IReadOnlyList<SweepCell> cells, IReadOnlyList<CellCost>? costs = null)
    {
        var table = Tables.Create(["name", "state", "run"], ["cell", "seed", "steps", .. costs is null ? [] : CostHeadings, .. Metrics]);
        foreach (var (cell, cost) in cells.Select((cell, i) => (cell, costs?[i])))
        {
            var spec = cell.Cell.Resolved.Spec;
            var isDone = cell.Status == CellStatus.Done;
            table.Add(
            [
                cell.Name, cell.Word, cell.Run?.Id ?? "-", $"{cell.Cell.Number}", $"{spec.Seed}", Steps(cell), .. Cells(cost),
                .. Metrics.Select(m => Numbers.Format(isDone ? cell.Run!.Metrics.GetValueOrDefault(m, double.NaN) : double.NaN)),
            ]);
        }

        Tables.Print(table);
        var counts = cells.GroupBy(c => c.Word).Select(g => $"{g.Count()} {g.Key}");
        Console.Out.WriteLine($"{cells.Count} cells: {string.Join(", ", counts)}");
    }

    /// <summary>The cells as <c>--json</c> gives them.</summary>
    /// <inheritdoc cref="Print"/>
    public static object Document(IReadOnlyList<SweepCell> cells, IReadOnlyList<CellCost>? costs = null) => cells.Select((cell, i) => new
    {
        Cell = cell.Cell.Number,
        cell.Name,
        Labels = cell.Cell.Resolved.Labels.ToDictionary(label => label.Axis, label => label.Label),
        cell.Cell.Resolved.Spec.Seed,
        Steps = cell.Cell.Resolved.Spec.Model.IsClassical() ? null : cell.Cell.Resolved.Spec.Training.Steps,
        Epochs = cell.Cell.Resolved.Spec.Model.IsClassical() ? null : cell.Cell.Resolved.Spec.Training.Epochs,
        SpecHash = cell.Cell.Resolved.Hash,
        State = cell.Word,
        Run = cell.Run?.Id,
        Metrics = cell.Status == CellStatus.Done ? cell.Run!.Metrics : null,
        Cost = costs?[i],
    }).ToList();

    private static string[] Cells(CellCost? cost) => cost is null
        ? []
        :
        [
            CostTable.Count(cost.GeneratorParameters)!,
            CostTable.Count(cost.DiscriminatorParameters) ?? "-",
            CostTable.MultiplyAdds(cost.GeneratorMultiplyAdds)!,
        ];

    private static string Steps(SweepCell cell)
    {
        if (cell.Cell.Resolved.Spec.Model.IsClassical())
            return "-";
        var training = cell.Cell.Resolved.Spec.Training;
        var total = training.Steps is { } steps ? $"{steps}" : $"{training.Epochs} epochs";
        return cell.Status is CellStatus.Stopped or CellStatus.Running ? $"{cell.Run!.LastStep}/{total}" : total;
    }
}
