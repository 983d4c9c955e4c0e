using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Queries;

/// <summary>Finds the run that a user names.</summary>
public static class RunSelector
{
    private const string Latest = "latest";
    private const int Listed = 10;

    /// <summary>
    /// The run named by its folder's name, its id, its experiment's name where only one has it, the beginning of any of these where only
    /// one begins so, <c>latest</c>, or the path of a run folder anywhere.
    /// </summary>
    /// <exception cref="UserErrorException">None or several: the nearest name, or the candidates, are listed.</exception>
    public static RunFolder Resolve(string runsRoot, string received)
    {
        var runs = RunFolder.List(runsRoot);
        if (received == Latest)
            return Newest(runs) ?? throw new UserErrorException($"{runsRoot}: expected a run, found none. Start one: inpaintlab run SPEC; or name another folder of runs by {RunsRoot.Variable}.");
        Func<RunFolder, bool>[] ways =
        [
            run => run.FolderName == received,
            run => run.Id == received,
            run => run.Name == received,
            run => Begins(run.FolderName) || Begins(run.Id) || Begins(run.Name),
        ];
        var found = received.Length == 0 ? null : ways.Select(way => runs.Where(way).ToList()).FirstOrDefault(matches => matches.Count > 0);
        if (found is [var only])
            return only;
        if (found is not null)
            throw new UserErrorException($"{runsRoot}: '{received}' names {found.Count} runs; expected one of:{List(found)}");
        if (received.Length > 0 && Directory.Exists(received))
            return RunFolder.Open(received);
        var nearest = NearestName.Of(received, runs.SelectMany(r => new[] { r.Id, r.Name, r.FolderName }).Append(Latest));
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        var newest = runs.Count == 0 ? $"There are no runs here. Start one: inpaintlab run SPEC; or name another folder of runs by {RunsRoot.Variable}." : "The newest runs:" + List(runs);
        throw new UserErrorException($"{runsRoot}: no run '{received}'.{hint} {newest}");

        bool Begins(string name) => name.StartsWith(received, StringComparison.Ordinal);
    }

    // Folder names tell time to the second; between runs of one second the log decides.
    private static RunFolder? Newest(IReadOnlyList<RunFolder> runs)
    {
        if (runs.Count == 0)
            return null;
        var second = runs.Max(r => r.Created);
        return runs.Where(r => r.Created == second).MaxBy(CreatedByLog);
    }

    private static DateTime CreatedByLog(RunFolder run) => run.ReadDescription()?.Created ?? run.Created;

    private static string List(IReadOnlyCollection<RunFolder> runs)
    {
        var more = runs.Count > Listed ? $"\n  ... and {runs.Count - Listed} more" : "";
        return string.Concat(runs.Reverse().Take(Listed).Select(r => $"\n  {r.Id}  {r.FolderName}")) + more;
    }
}
