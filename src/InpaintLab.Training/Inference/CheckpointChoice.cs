using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;

namespace InpaintLab.Training.Inference;

/// <summary>Which checkpoint of a run.</summary>
public enum CheckpointChoice
{
    /// <summary>The newest.</summary>
    Last,

    /// <summary>The one with the best validation result.</summary>
    Best,

    /// <summary>The one before the newest: what is left when that is damaged.</summary>
    Previous,
}

/// <summary>Where they lie.</summary>
public static class CheckpointFiles
{
    /// <summary>The file of a checkpoint.</summary>
    /// <param name="run">The run.</param>
    /// <param name="choice">Which one.</param>
    /// <exception cref="UserErrorException">The run has no best or no previous checkpoint.</exception>
    public static string PathOf(RunFolder run, CheckpointChoice choice)
    {
        if (choice == CheckpointChoice.Last)
            return Checkpoint.LastPath(run);
        var (path, reason) = choice == CheckpointChoice.Best
            ? (Checkpoint.BestPath(run), "best checkpoint (it never evaluated while it trained)")
            : (Checkpoint.PreviousPath(run), "checkpoint before its last");
        return File.Exists(path) ? path : throw new UserErrorException($"{path}: the run has no {reason}; use the last one");
    }
}
