using InpaintLab.Runs;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Reporting.Figures.Curves;

/// <summary>A run as curves need it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Seed">Its seed; null when the description in the log is damaged.</param>
/// <param name="Created">When it was created (UTC).</param>
/// <param name="Recipe">Equal for runs that differ in nothing but their seed.</param>
/// <param name="Log">Its log.</param>
public sealed record RecordedRun(string Id, string Name, long? Seed, DateTime Created, string Recipe, RunLog Log)
{
    /// <summary>Images in one update of the generator (batch times accumulation); null where that is not asked for.</summary>
    public int? ImagesPerStep { get; init; }

    /// <summary>Reads a run's log and spec.</summary>
    /// <exception cref="Core.Errors.UserErrorException">The log cannot be understood.</exception>
    public static RecordedRun Read(RunFolder folder)
    {
        var log = RunLog.Read(folder.LogPath);
        var description = log.Description?.Description;
        return new RecordedRun(
            log.Description?.Id ?? folder.Id, description?.Name ?? folder.Name, description?.Seed, log.Description?.Created ?? folder.Created,
            RecipeOf(folder), log);
    }

    // The resolved spec holds everything that a result depends on; without it nobody knows what the runs have in common.
    private static string RecipeOf(RunFolder folder) => File.Exists(folder.SpecPath)
        ? string.Join('\n', File.ReadLines(folder.SpecPath).Where(line => !line.StartsWith("seed:", StringComparison.Ordinal)))
        : folder.Path;
}
