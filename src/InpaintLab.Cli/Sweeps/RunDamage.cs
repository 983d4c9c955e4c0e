using System.Security.Cryptography;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;

namespace InpaintLab.Cli.Sweeps;

/// <summary>Whether what a run left is whole: only then does it stand for a cell, or go on.</summary>
internal static class RunDamage
{
    /// <summary>What is wrong with it, or null.</summary>
    /// <param name="run">The run.</param>
    /// <param name="summary">Its line in the list.</param>
    /// <param name="isDone">
    /// Whether it is finished; then checkpoints may have been deleted to save space, but the last one not be broken. Else there must be one
    /// to go on from.
    /// </param>
    /// <param name="isTrained">Whether it has checkpoints at all.</param>
    public static string? Of(RunFolder run, RunSummary summary, bool isDone, bool isTrained)
    {
        if (summary.Corruptions > 0)
            return $"points.log is damaged in {summary.Corruptions} places";
        try
        {
            if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(run.SpecPath))) != summary.SpecHash)
                return "spec.yaml is not the one that it was started with";
            if (isTrained && !isDone)
                ResumePoint.Of(run);
            else if (isTrained && File.Exists(Checkpoint.LastPath(run)))
                Checkpoint.ReadStep(Checkpoint.LastPath(run));
            return null;
        }
        catch (Exception e) when (e is UserErrorException or IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}
