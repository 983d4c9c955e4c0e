using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Experiments;

namespace InpaintLab.Cli.Sweeps;

/// <summary>What there is of a cell.</summary>
internal enum CellStatus
{
    /// <summary>No run of it that is whole, or failed ones only.</summary>
    Missing,

    /// <summary>A run that was stopped, killed or pruned and can go on.</summary>
    Stopped,

    /// <summary>A run that is being trained now.</summary>
    Running,

    /// <summary>A finished run.</summary>
    Done,
}

/// <summary>A cell of a spec with the run that stands for it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Status">What there is of it.</param>
/// <param name="Run">The run; the last failed or damaged one, or null, when it is missing.</param>
internal sealed record SweepCell(SpecCell Cell, CellStatus Status, RunSummary? Run)
{
    /// <summary>The cell's name.</summary>
    public string Name => Cell.Resolved.Spec.Name;

    /// <summary>
    /// What is wrong with the files of <see cref="Run"/>, so that it does not stand for the cell; null when they are whole.
    /// </summary>
    public string? Damage { get; init; }

    /// <summary>The status in words.</summary>
    public string Word => Damage is not null ? "damaged"
        : Status == CellStatus.Missing && Run is not null ? "failed"
        : Run?.State == RunState.Pruned ? "pruned"
        : $"{Status}".ToLowerInvariant();

    /// <summary>How many steps of it need not be trained any more.</summary>
    /// <param name="total">Steps of the whole run.</param>
    public long StepsDone(long total) => Status switch
    {
        CellStatus.Done => total,
        CellStatus.Stopped or CellStatus.Running => Math.Clamp(Run!.LastStep, 0, total),
        _ => 0,
    };

    /// <summary>Joins cells with the runs of the same identity: equal resolved spec and equal images.</summary>
    /// <param name="cells">The cells of a spec.</param>
    /// <param name="runs">All runs, oldest first.</param>
    /// <param name="runsRoot">Their folder.</param>
    /// <param name="images">The images of the cells.</param>
    public static IReadOnlyList<SweepCell> Join(
        IReadOnlyList<SpecCell> cells, IReadOnlyList<RunSummary> runs, string runsRoot, CellImages images)
    {
        var bySpec = runs.ToLookup(run => run.SpecHash);
        return [.. cells.Select(cell =>
        {
            var found = bySpec[cell.Resolved.Hash].Select(run => Judge(cell, run, runsRoot, images)).OfType<SweepCell>();
            return found.OrderBy(c => c.Status).LastOrDefault() ?? new SweepCell(cell, CellStatus.Missing, null);
        })];
    }

    // Null for a run of other images.
    private static SweepCell? Judge(SpecCell cell, RunSummary run, string runsRoot, CellImages images)
    {
        RunFolder folder;
        DatasetIdentity seen;
        try
        {
            folder = RunFolder.Open(Path.Combine(runsRoot, run.Folder));
            seen = RunEnvironment.Read(folder.EnvironmentPath).Dataset;
        }
        catch (Exception e) when (e is UserErrorException or IOException)
        {
            return new SweepCell(cell, CellStatus.Missing, run) { Damage = e.Message };
        }

        if (!images.AreThoseOf(cell.Resolved.Spec, seen))
            return null;
        var status = Of(run.State);
        var damage = status is CellStatus.Done or CellStatus.Stopped
            ? RunDamage.Of(folder, run, status == CellStatus.Done, !cell.Resolved.Spec.Model.IsClassical())
            : null;
        return new SweepCell(cell, damage is null ? status : CellStatus.Missing, run) { Damage = damage };
    }

    private static CellStatus Of(RunState state) => state switch
    {
        RunState.Finished => CellStatus.Done,
        RunState.Running => CellStatus.Running,
        RunState.Interrupted or RunState.Crashed or RunState.Pruned => CellStatus.Stopped,
        _ => CellStatus.Missing,
    };
}
