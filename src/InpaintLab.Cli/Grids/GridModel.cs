using InpaintLab.Cli.Inpainting;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Specs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;
using InpaintLab.Training.Experiments;
using InpaintLab.Training.Inference;

namespace InpaintLab.Cli.Grids;

/// <summary>A column of a grid: a model with its caption.</summary>
/// <param name="Caption">Above the column.</param>
/// <param name="Filler">The run or method.</param>
/// <param name="Spec">The run's spec; null for a method by its name.</param>
internal sealed record GridModel(string Caption, Filler Filler, ExperimentSpec? Spec)
{
    /// <summary>
    /// Finds models; captions that are not given are the shortest of model, experiment and folder name that tell all apart.
    /// </summary>
    /// <param name="names">Runs or methods, or "caption=MODEL".</param>
    /// <param name="checkpoint">Which checkpoints networks will be loaded from.</param>
    /// <exception cref="UserErrorException">There is none of that name, or a network's weights are not there.</exception>
    public static IReadOnlyList<GridModel> Find(IReadOnlyList<string> names, CheckpointChoice checkpoint)
    {
        if (names.Count == 0)
            throw new UserErrorException("expected at least one run or method to show, received none");
        var models = names.Select(Find).ToList();
        foreach (var model in models)
            model.RequireWeights(checkpoint);
        var given = models.Select(m => m.Caption).ToList();
        Func<GridModel, string>[] ways = [m => m.Model, m => m.Filler.Run?.Name ?? m.Model, m => m.Filler.Run?.FolderName ?? m.Model];
        var way = ways.FirstOrDefault(
            w => models.Select((m, i) => given[i].Length > 0 ? given[i] : w(m)).Distinct().Count() == models.Count) ?? ways[^1];
        return [.. models.Select((m, i) => m with { Caption = given[i].Length > 0 ? given[i] : way(m) })];
    }

    /// <summary>Whether a run is of a method without training, or has its last weights.</summary>
    /// <exception cref="UserErrorException">Its spec cannot be read.</exception>
    public static bool HasWeights(RunFolder run) =>
        SpecLoader.Load(run.SpecPath, [], Components.Registry).Model.IsClassical() || File.Exists(Checkpoint.LastPath(run));

    private string Model => Filler.Method?.Name ?? string.Join(' ', new[] { Spec!.Model.Name, RunVariant }.Where(part => part.Length > 0));

    private string RunVariant => Filler.Run!.ReadDescription()?.Description.Variant ?? "";

    private static GridModel Find(string name)
    {
        var at = Directory.Exists(name) ? -1 : name.IndexOf('=', StringComparison.Ordinal);
        var filler = Filler.Find(name[(at + 1)..], []);
        return new GridModel(
            at < 0 ? "" : name[..at], filler, filler.Run is { } run ? SpecLoader.Load(run.SpecPath, [], Components.Registry) : null);
    }

    // All are looked for before the first is computed.
    private void RequireWeights(CheckpointChoice checkpoint)
    {
        if (Filler.Method is not null)
            return;
        var run = Filler.Run!;
        var path = checkpoint == CheckpointChoice.Last ? Checkpoint.LastPath(run) : Checkpoint.BestPath(run);
        if (!File.Exists(path))
        {
            throw new UserErrorException(
                $"{run.FolderName}: expected its weights at {path}, found no such file. Recorded runs may be kept without weights: "
                    + "train it again "
                + $"(inpaintlab run {run.SpecPath}), copy checkpoints/ from where it was trained, or leave it "
                + $"out{(checkpoint == CheckpointChoice.Best ? "; or use --checkpoint last" : "")}.");
        }
    }
}
