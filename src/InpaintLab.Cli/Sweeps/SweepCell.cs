using InpaintLab.Core.Specs;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Cli.Sweeps;

/// <summary>What there is of a cell.</summary>
internal enum CellStatus
{
    /// <summary>No run of it, or failed ones only.</summary>
    Missing,

    /// <summary>A run that was stopped or killed and can go on.</summary>
    Stopped,

    /// <summary>A run that is being trained now.</summary>
    Running,

    /// <summary>A finished run.</summary>
    Done,
}

/// <summary>A cell of a spec with the run that stands for it.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Status">What there is of it.</param>
/// <param name="Run">The run; the last failed one, or null, when it is missing.</param>
internal sealed record SweepCell(SpecCell Cell, CellStatus Status, RunSummary? Run)
{
    /// <summary>The cell's name.</summary>
    public string Name => Cell.Resolved.Spec.Name;

    /// <summary>The status in words.</summary>
    public string Word => Status == CellStatus.Missing && Run is not null ? "failed" : $"{Status}".ToLowerInvariant();

    /// <summary>Joins cells with the runs of the same identity: equal resolved spec and equal images.</summary>
    /// <param name="cells">The cells of a spec.</param>
    /// <param name="runs">All runs, oldest first.</param>
    /// <param name="runsRoot">Their folder.</param>
    /// <param name="manifest">The hash of the images of a spec.</param>
    public static IReadOnlyList<SweepCell> Join(
        IReadOnlyList<SpecCell> cells, IReadOnlyList<RunSummary> runs, string runsRoot, Func<ExperimentSpec, string> manifest)
    {
        var bySpec = runs.ToLookup(run => run.SpecHash);
        return [.. cells.Select(cell =>
        {
            var candidates = bySpec[cell.Resolved.Hash].ToList();
            var images = candidates.Count == 0 ? "" : manifest(cell.Resolved.Spec);
            var same = candidates.Where(run => ImagesOf(Path.Combine(runsRoot, run.Folder)) == images).Select(run => (Run: run, Status: Of(run.State)));
            var best = same.OrderBy(s => s.Status).LastOrDefault();
            return new SweepCell(cell, best.Status, best.Run);
        })];
    }

    private static CellStatus Of(RunState state) => state switch
    {
        RunState.Finished => CellStatus.Done,
        RunState.Running => CellStatus.Running,
        RunState.Interrupted or RunState.Crashed => CellStatus.Stopped,
        _ => CellStatus.Missing,
    };

    private static string? ImagesOf(string run) => RunEnvironment.Read(RunFolder.Open(run).EnvironmentPath).DatasetManifestHash;
}
