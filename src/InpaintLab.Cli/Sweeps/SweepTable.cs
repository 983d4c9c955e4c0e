using InpaintLab.Cli.Output;
using InpaintLab.Core.Specs;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>The cells of a spec as a table: in what they differ, what is done, by which run, with its results.</summary>
/// <param name="cells">The cells.</param>
internal sealed class SweepTable(IReadOnlyList<SweepCell> cells)
{
    // More columns cannot be read; --json has them all.
    private const int MaxDifferences = 8;
    private const double Mebi = 1 << 20;

    // As in `runs list`; the rest is in `runs show`.
    private static readonly string[] Metrics = ["psnr_hole", "ssim", "l1"];

    private readonly SpecDifferences _differences = SpecDifferences.Of([.. cells.Select(c => c.Cell.Resolved)]);

    /// <summary>What each one's networks cost; null where that was not asked for.</summary>
    public IReadOnlyList<CellCost?>? Costs { get; init; }

    /// <summary>What each one will take; null where that was not asked for.</summary>
    public IReadOnlyList<CellEstimate?>? Estimates { get; init; }

    /// <summary>Where each one stands in the halving; null without one.</summary>
    public IReadOnlyList<HalvingPlace>? Halving { get; init; }

    /// <summary>Prints it to standard output.</summary>
    public void Print()
    {
        var shown = Shown();
        var headings = SpecDifferences.ShortNames([.. shown.Select(i => _differences.Paths[i])]);
        var table = Tables.Create(
            ["name", "state", "run", .. Halving is null ? [] : new[] { "halving" }],
            [
                "cell", "seed", "steps", .. headings,
                .. Costs is null ? [] : new[] { "generator parameters", "discriminator parameters", "forward, 1e9 multiply-adds" },
                .. Estimates is null ? [] : new[] { "ms/step", "memory, MiB", "time", "time left" },
                .. Metrics,
            ]);
        foreach (var (i, cell) in cells.Index())
        {
            var isDone = cell.Status == CellStatus.Done;
            table.Add(
            [
                cell.Name, cell.Word, cell.Run?.Id ?? "-", .. Halving is null ? [] : new[] { Halving[i].Word },
                $"{cell.Cell.Number}", $"{cell.Cell.Resolved.Spec.Seed}", Steps(cell),
                .. shown.Select(d => _differences.Values[i][d] ?? "-"),
                .. Costs is null ? [] : Cells(Costs[i]),
                .. Estimates is null ? [] : Cells(Estimates[i]),
                .. Metrics.Select(m => Numbers.Format(isDone ? cell.Run!.Metrics.GetValueOrDefault(m, double.NaN) : double.NaN)),
            ]);
        }

        Tables.Print(table);
        SeedTable.Print(cells, Metrics);
        if (shown.Count < _differences.Paths.Count)
            Console.Out.WriteLine($"They differ in {_differences.Paths.Count - shown.Count} more keys, which --json lists.");
        var counts = cells.GroupBy(c => c.Word).Select(g => $"{g.Count()} {g.Key}");
        Console.Out.WriteLine($"{cells.Count} cells: {string.Join(", ", counts)}");
    }

    /// <summary>The cells as <c>--json</c> gives them.</summary>
    public object Document() => cells.Select((cell, i) => new
    {
        Cell = cell.Cell.Number,
        cell.Name,
        Labels = cell.Cell.Resolved.Labels.ToDictionary(label => label.Axis, label => label.Label),
        cell.Cell.Resolved.Spec.Seed,
        Steps = cell.Cell.Resolved.Spec.Model.IsClassical() ? null : cell.Cell.Resolved.Spec.Training.Steps,
        Epochs = cell.Cell.Resolved.Spec.Model.IsClassical() ? null : cell.Cell.Resolved.Spec.Training.Epochs,
        Differences = _differences.Paths.Zip(_differences.Values[i])
            .Where(d => d.Second is not null)
            .ToDictionary(d => d.First, d => d.Second),
        SpecHash = cell.Cell.Resolved.Hash,
        State = cell.Word,
        Run = cell.Run?.Id,
        cell.Damage,
        Halving = Halving is null ? null : new { Halving[i].Until, Halving[i].HasReached, Halving[i].IsPruned, Halving[i].Decision },
        Metrics = cell.Status == CellStatus.Done ? cell.Run!.Metrics : null,
        Cost = Costs?[i],
        Estimate = Estimates?[i],
    }).ToList();

    // All differences, if they are few; else those between the trials of a search, whose names do not say them.
    private List<int> Shown()
    {
        var all = Enumerable.Range(0, _differences.Paths.Count).ToList();
        if (all.Count <= MaxDifferences)
            return all;
        var groups = cells.Index().GroupBy(c => string.Join('\n', c.Item.Cell.Resolved.Labels.SkipLast(1)), c => c.Index).ToList();
        var isSearch = cells.All(c => c.Cell.Resolved.Labels is [.., { Axis: SpecLabel.Trial }]);
        return isSearch
            ?
            [
                .. all.Where(d => groups.Exists(g => g.Select(i => _differences.Values[i][d]).Distinct().Skip(1).Any()))
                    .Take(MaxDifferences),
            ]
            : [];
    }

    private static string[] Cells(CellCost? cost) =>
    [
        CostTable.Count(cost?.GeneratorParameters) ?? "-",
        CostTable.Count(cost?.DiscriminatorParameters) ?? "-",
        CostTable.MultiplyAdds(cost?.GeneratorMultiplyAdds) ?? "-",
    ];

    private static string[] Cells(CellEstimate? estimate)
    {
        if (estimate is not { Resources: var measured })
            return ["-", "-", "-", "-"];
        var step = Numbers.Format(1e3 * measured.StepSeconds)
            + (measured.AdversarialStepSeconds is { } later ? $", then {Numbers.Format(1e3 * later)}" : "");
        return
        [
            measured.TotalSteps == 0 ? "-" : step,
            $"{measured.PeakBytes / Mebi:f0}",
            Numbers.Format(TimeSpan.FromSeconds(estimate.Seconds)),
            Numbers.Format(TimeSpan.FromSeconds(estimate.SecondsLeft)),
        ];
    }

    private static string Steps(SweepCell cell)
    {
        if (cell.Cell.Resolved.Spec.Model.IsClassical())
            return "-";
        var training = cell.Cell.Resolved.Spec.Training;
        var total = training.Steps is { } steps ? $"{steps}" : $"{training.Epochs} epochs";
        return cell.Status is CellStatus.Stopped or CellStatus.Running ? $"{cell.Run!.LastStep}/{total}" : total;
    }
}
