namespace InpaintLab.Core.Specs;

/// <summary>What is asked of a spec beside its file.</summary>
/// <param name="Profile">The one of its <c>profiles</c> to put over it; null for none.</param>
/// <param name="Overrides">What follows each <c>-s</c>, e.g. "training.steps=100", applied in order, after all else.</param>
public sealed record SpecRequest(string? Profile, IReadOnlyList<string> Overrides)
{
    /// <summary>The spec as it stands in its file.</summary>
    public static SpecRequest AsWritten { get; } = new(null, []);
}

/// <summary>Where a cell lies on one axis of its matrix.</summary>
/// <param name="Axis">The axis, e.g. "model" or "resolution"; "trial" for the trials of a search.</param>
/// <param name="Label">The choice made on it, e.g. "unet" or "64".</param>
public sealed record SpecLabel(string Axis, string Label)
{
    /// <summary>The axis of the trials of a search; it is always the last.</summary>
    public const string Trial = "trial";
}

/// <summary>
/// One experiment of a spec: a cell of its matrix, a trial of its search, one of its seeds; or the only one of a spec without these.
/// </summary>
/// <param name="Number">Its number from 1, the same for the same spec, profile and overrides.</param>
/// <param name="Resolved">The experiment. Its name has the labels at the end; its hash tells it from all others.</param>
public sealed record SpecCell(int Number, ResolvedSpec Resolved);

/// <summary>All that a spec stands for.</summary>
/// <param name="Cells">Its experiments.</param>
/// <param name="Halving">How the best of them are chosen while they are trained; null: all are trained to the end.</param>
public sealed record SpecExperiments(IReadOnlyList<SpecCell> Cells, Halving? Halving);
