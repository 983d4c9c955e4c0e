using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Training.Checkpoints;

/// <summary>The checkpoints of a run, looked at without loading one.</summary>
public static class CheckpointInspection
{
    /// <summary>All that there are, by name; none in a run of a method without training.</summary>
    public static IReadOnlyList<CheckpointDetails> Of(RunFolder run) =>
        Directory.Exists(run.CheckpointsPath)
            ? [.. Directory.GetFiles(run.CheckpointsPath, "*.safetensors").Where(IsVisible).Order(StringComparer.Ordinal).Select(Look)]
            : [];

    // Those that begin with a dot are being written.
    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');

    private static CheckpointDetails Look(string path)
    {
        var bytes = new FileInfo(path) is { Exists: true } file ? file.Length : 0;
        return Checkpoint.Problem(path) is { } problem
            ? new CheckpointDetails(Path.GetFileName(path), null, bytes, problem)
            : new CheckpointDetails(Path.GetFileName(path), Checkpoint.ReadStep(path), bytes, null);
    }
}
