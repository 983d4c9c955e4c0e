using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Queries;

/// <summary>Finds the run that a user names. <see cref="RunFilter"/> takes the same names, for several runs.</summary>
public static class RunSelector
{
    private const int Listed = 10;

    /// <summary>
    /// The run named by its folder's name, its id, its experiment's name where only one has it, the beginning of any of these where only
    /// one begins so, <c>latest</c>, or the path of a run folder anywhere.
    /// </summary>
    /// <exception cref="UserErrorException">None or several: the nearest name, or the candidates, are listed.</exception>
    public static RunFolder Resolve(string runsRoot, string received)
    {
        var runs = RunFolder.List(runsRoot);
        return Find(runsRoot, received, runs, new RunNames<RunFolder>(runs, Words), Words, Newest)
            ?? (IsFolder(received) ? RunFolder.Open(received) : throw Unknown(runsRoot, received, [.. runs.Select(Words)]));

        static (string Folder, string Id, string Name) Words(RunFolder run) => (run.FolderName, run.Id, run.Name);
    }

    /// <summary>The same among runs that were listed already; a path has to be that of one of them.</summary>
    /// <param name="runsRoot">Where they are.</param>
    /// <param name="received">What the user wrote.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="UserErrorException">None or several: the nearest name, or the candidates, are listed.</exception>
    public static RunSummary Resolve(string runsRoot, string received, IReadOnlyList<RunSummary> runs) =>
        Resolve(runsRoot, [received], runs)[0];

    /// <summary>The same of several words, in their order.</summary>
    /// <param name="runsRoot">Where they are.</param>
    /// <param name="received">What the user wrote, a word for each run.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="UserErrorException">None or several: the nearest name, or the candidates, are listed.</exception>
    public static IReadOnlyList<RunSummary> Resolve(string runsRoot, IReadOnlyList<string> received, IReadOnlyList<RunSummary> runs)
    {
        var names = new RunNames<RunSummary>(runs, Names);
        return [.. received.Select(One)];

        RunSummary One(string word) => Find(runsRoot, word, runs, names, Names, all => all.MaxBy(run => run.Created))
            ?? (IsFolder(word) ? At(word) : null)
            ?? throw Unknown(runsRoot, word, [.. runs.Select(Names)]);

        RunSummary? At(string path) =>
            runs.FirstOrDefault(run => PathOf(run) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

        string PathOf(RunSummary run) => Path.GetFullPath(Path.Combine(runsRoot, run.Folder));
    }

    /// <summary>The words by which a run can be named.</summary>
    internal static (string Folder, string Id, string Name) Names(RunSummary run) =>
        (run.Folder[(run.Folder.LastIndexOf('/') + 1)..], run.Id, run.Name);

    private static T? Find<T>(
        string runsRoot,
        string received,
        IReadOnlyList<T> runs,
        RunNames<T> names,
        Func<T, (string Folder, string Id, string Name)> namesOf,
        Func<IReadOnlyList<T>, T?> newest)
        where T : class
    {
        if (received == RunNaming.Latest)
            return newest(runs) ?? throw new UserErrorException($"{runsRoot}: expected a run, found none. {HowToStart}");
        return names.Find(received) switch
        {
            [] => null,
            [var only] => only,
            var several => throw new UserErrorException(
                $"{runsRoot}: '{received}' names {several.Count} runs; expected one of:{List([.. several.Select(namesOf)])}"),
        };
    }

    private static string HowToStart => $"Start one: inpaintlab run SPEC; or name another folder of runs by {RunsRoot.Variable}.";

    private static bool IsFolder(string received) => received.Length > 0 && Directory.Exists(received);

    private static UserErrorException Unknown(
        string runsRoot, string received, IReadOnlyCollection<(string Folder, string Id, string Name)> runs)
    {
        var nearest = NearestName.Of(received, runs.SelectMany(r => new[] { r.Id, r.Name, r.Folder }).Append(RunNaming.Latest));
        var hint = nearest is null ? "" : $" Did you mean '{nearest}'?";
        var newest = runs.Count == 0 ? $"There are no runs here. {HowToStart}" : "The newest runs:" + List(runs);
        return new UserErrorException($"{runsRoot}: no run '{received}'.{hint} {newest}");
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

    private static string List(IReadOnlyCollection<(string Folder, string Id, string Name)> runs)
    {
        var more = runs.Count > Listed ? $"\n  ... and {runs.Count - Listed} more" : "";
        return string.Concat(runs.Reverse().Take(Listed).Select(r => $"\n  {r.Id}  {r.Folder}")) + more;
    }
}
