using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Database;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Runs.Trash;

/// <summary>A run in the trash.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The experiment's name.</param>
/// <param name="Folder">Where it was, relative to the runs' root, with '/' between the parts.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Removed">When it was removed (UTC).</param>
/// <param name="Bytes">The size of its files.</param>
public sealed record TrashedRun(string Id, string Name, string Folder, string Path, DateTime Removed, long Bytes);

/// <summary>
/// The trash of a runs' root, <c>.trash/TIME/FOLDER</c>: removed runs lie there as they were, to be restored or, when the trash is emptied,
/// to be deleted.
/// </summary>
public sealed class RunTrash(string runsRoot)
{
    private const string FolderName = ".trash";
    private const string TimeFormat = "yyyyMMdd-HHmmss-fff";

    private readonly string _root = Path.GetFullPath(runsRoot);

    private string TrashPath => Path.Combine(_root, FolderName);

    /// <summary>What is in it, in the order of removal.</summary>
    public IReadOnlyList<TrashedRun> List()
    {
        if (!Directory.Exists(TrashPath))
            return [];
        var found = new List<TrashedRun>();
        foreach (var batch in Directory.GetDirectories(TrashPath).Order(StringComparer.Ordinal))
        {
            const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            if (!DateTime.TryParseExact(Path.GetFileName(batch), TimeFormat, CultureInfo.InvariantCulture, utc, out var removed))
                continue;
            foreach (var run in RunFolder.List(batch))
            {
                found.Add(
                    new TrashedRun(
                        run.Id,
                        run.Name,
                        Path.GetRelativePath(batch, run.Path).Replace('\\', '/'),
                        run.Path,
                        removed,
                        FolderSize.Of(run.Path)));
            }
        }

        return found;
    }

    /// <summary>Moves runs into the trash: all of them, or none when one is being written.</summary>
    /// <param name="runs">The runs.</param>
    /// <exception cref="UserErrorException">One of them is running.</exception>
    public void Remove(IReadOnlyList<RunSummary> runs)
    {
        var batch = Path.Combine(TrashPath, DateTime.UtcNow.ToString(TimeFormat, CultureInfo.InvariantCulture));
        var locks = new List<RunLock>();
        try
        {
            // A run that is locked here cannot begin to be written, for example by a resume, before it is moved.
            foreach (var run in runs)
                locks.Add(RunLock.Acquire(Path.Combine(_root, run.Folder)));
            foreach (var (run, runLock) in runs.Zip(locks))
            {
                var target = Path.Combine(batch, run.Folder);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                Directory.Move(Path.Combine(_root, run.Folder), target);
                runLock.MovedTo(target);
            }
        }
        finally
        {
            locks.ForEach(runLock => runLock.Dispose());
        }
    }

    /// <summary>Moves runs back to where they were.</summary>
    /// <param name="names">
    /// Ids, names, folders or beginnings of these, each for all that it fits; <c>latest</c> is what was removed last.
    /// </param>
    /// <returns>The runs, as they were in the trash.</returns>
    /// <exception cref="UserErrorException">There is no such run, or its place is taken.</exception>
    public IReadOnlyList<TrashedRun> Restore(IReadOnlyList<string> names)
    {
        var all = List();
        var chosen = names.SelectMany(name => Named(name, all)).Distinct().ToList();
        foreach (var run in chosen)
        {
            if (Directory.Exists(Path.Combine(_root, run.Folder)))
            {
                throw new UserErrorException(
                    $"{run.Folder}: expected a place to restore the run to, but there is a run of that name in {_root}.");
            }
        }

        foreach (var run in chosen)
        {
            var target = Path.Combine(_root, run.Folder);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(run.Path, target);
            RemoveEmpty(Path.GetDirectoryName(run.Path)!);
        }

        return chosen;
    }

    /// <summary>Deletes a run of the trash for good.</summary>
    public void Delete(TrashedRun run)
    {
        Directory.Delete(run.Path, recursive: true);
        RemoveEmpty(Path.GetDirectoryName(run.Path)!);
    }

    private List<TrashedRun> Named(string name, IReadOnlyList<TrashedRun> all)
    {
        if (name == RunNaming.Latest && all.Count > 0)
            return [.. all.Where(run => run.Removed == all[^1].Removed)];
        var found = new RunNames<TrashedRun>(all, run => (Path.GetFileName(run.Path), run.Id, run.Name)).Find(name);
        return found.Count > 0
            ? [.. found]
            : throw UserErrorException.UnknownName(
                "run in the trash", name, all.SelectMany(r => new[] { r.Name, r.Id }).Distinct(), TrashPath);
    }

    // The folders around a run are removed with the last one in them.
    private void RemoveEmpty(string path)
    {
        while (path.Length > TrashPath.Length && !Directory.EnumerateFileSystemEntries(path).Any())
        {
            Directory.Delete(path);
            path = Path.GetDirectoryName(path)!;
        }
    }
}
