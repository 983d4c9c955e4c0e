using InpaintLab.Core.Errors;
using InpaintLab.Runs;
using InpaintLab.Runs.Folders;
using InpaintLab.Training.Checkpoints;

namespace InpaintLab.Cli.Doctor.Checks;

/// <summary>
/// Whether logs and checkpoints are as they were written: the newest runs, as far as reading them takes no more than seconds.
/// </summary>
internal sealed class RunFilesCheck : ICheck
{
    private const int MostRuns = 200;
    private const long MostBytes = 2L << 30;
    private const int Listed = 3;

    /// <inheritdoc/>
    public string Name => "runs";

    /// <inheritdoc/>
    public Finding Examine(IMachine machine)
    {
        var runs = RunFolder.List(machine.RunsFolder);
        var damage = new List<string>();
        var (seen, bytes) = (0, 0L);
        foreach (var run in runs.Reverse())
        {
            if (seen == MostRuns || bytes > MostBytes)
                break;
            seen++;
            bytes += Look(run, damage);
        }

        var found = seen == runs.Count ? $"{seen} runs" : $"the newest {seen} of {runs.Count} runs";
        if (damage.Count == 0)
            return Finding.Ok(seen == 0 ? "none yet" : $"{found}: logs and checkpoints are whole");
        var more = damage.Count > Listed ? $"; and {damage.Count - Listed} more" : "";
        return Finding.Warn(
            $"{found}: {string.Join("; ", damage.Take(Listed))}{more}",
            "inpaintlab runs show RUN says what is left; run --resume RUN goes on from the last whole checkpoint");
    }

    // How much was read.
    private static long Look(RunFolder run, List<string> damage)
    {
        try
        {
            var log = RunLog.Read(run.LogPath);
            if (log.Corruptions.Count > 0)
                damage.Add($"{run.LogPath}: damaged in {log.Corruptions.Count} places");
            var checkpoints = CheckpointInspection.Of(run);
            damage.AddRange(checkpoints.Select(c => c.Problem).OfType<string>());
            return new FileInfo(run.LogPath).Length + checkpoints.Sum(c => c.Bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserErrorException)
        {
            damage.Add($"{run.Path}: {e.Message}");
            return 0;
        }
    }
}
