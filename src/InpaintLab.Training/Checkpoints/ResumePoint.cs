using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Training.Checkpoints;

/// <summary>The checkpoint that a stopped run goes on from.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Step">Updates made.</param>
/// <param name="Notice">Why it is not the newest one; null when it is.</param>
public sealed record ResumePoint(string Path, long Step, string? Notice)
{
    /// <summary>
    /// The newest checkpoint or, where that is damaged or missing, the best of the others that is whole: the one before it, or the best one
    /// by validation. Null for a run that was killed before its first checkpoint, which starts anew.
    /// </summary>
    /// <exception cref="UserErrorException">There is none to go on from.</exception>
    public static ResumePoint? Of(RunFolder run)
    {
        var last = Checkpoint.LastPath(run);
        var problem = Checkpoint.Problem(last);
        if (problem is null)
            return new ResumePoint(last, Checkpoint.ReadStep(last), Notice: null);

        string[] others = [Checkpoint.PreviousPath(run), Checkpoint.BestPath(run)];
        var whole = others.Where(path => Checkpoint.Problem(path) is null)
            .Select(path => (Path: path, Step: Checkpoint.ReadStep(path)))
            .ToList();
        if (whole.Count > 0)
        {
            var (path, step) = whole.MaxBy(candidate => candidate.Step);
            return new ResumePoint(path, step, $"{problem}; going on from {System.IO.Path.GetFileName(path)}, step {step}");
        }

        // Step 0 is written down before the first step is made.
        if (!others.Append(last).Any(File.Exists) && RunLog.Read(run.LogPath).LastStep <= 0)
            return null;
        var damaged = others.Where(File.Exists).Select(path => $"\n{Checkpoint.Problem(path)}");
        throw new UserErrorException(problem + string.Concat(damaged));
    }

    /// <summary>
    /// Puts a copy in the newest one's place, unless it is that already: the damaged one is of no use and must not become the last resort.
    /// </summary>
    public void Restore(RunFolder run)
    {
        if (Notice is null)
            return;
        using var source = File.OpenRead(Path);
        AtomicFile.Write(Checkpoint.LastPath(run), source.CopyTo);
    }
}
