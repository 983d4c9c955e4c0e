using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Trash;

/// <summary>What a piece of garbage is.</summary>
public enum GarbageKind
{
    /// <summary>A run that was removed long ago.</summary>
    Trash,

    /// <summary>What a killed process left: a file that was never renamed, a run that was never created.</summary>
    Temporary,

    /// <summary>A checkpoint that a finished run has no use for: neither its last nor its best.</summary>
    Checkpoint,
}

/// <summary>Something that may be deleted.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Bytes">Its size.</param>
public sealed record Garbage(GarbageKind Kind, string Path, long Bytes);

/// <summary>Finds what takes room in a runs' root for nothing, and deletes it.</summary>
/// <param name="runsRoot">The folder of all runs.</param>
public sealed class GarbageCollection(string runsRoot)
{
    // A file that was just begun may be renamed at any moment.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    private static readonly string[] Kept = ["last.safetensors", "best.safetensors"];

    private readonly RunTrash _trash = new(runsRoot);

    /// <summary>All of it.</summary>
    /// <param name="trashAge">How long removed runs are kept.</param>
    public IReadOnlyList<Garbage> Find(TimeSpan trashAge)
    {
        if (!Directory.Exists(runsRoot))
            return [];
        var found = OldTrash(trashAge).Select(run => new Garbage(GarbageKind.Trash, run.Path, run.Bytes)).ToList();
        found.AddRange(UnfinishedRuns.Stale(runsRoot).Select(path => new Garbage(GarbageKind.Temporary, path, FolderSize.Of(path))));
        found.AddRange(TemporaryFiles(runsRoot));
        foreach (var run in RunFolder.List(runsRoot))
        {
            // Whoever writes a run cleans up after himself.
            if (RunLock.OwnerOf(run.Path)?.IsAlive() is true)
                continue;
            found.AddRange(new[] { run.Path, run.CheckpointsPath, run.ImagesPath }.Where(Directory.Exists).SelectMany(TemporaryFiles));
            found.AddRange(Checkpoints(run));
        }

        return found;
    }

    /// <summary>Deletes what was found; what is gone already is passed over.</summary>
    public void Delete(IEnumerable<Garbage> garbage)
    {
        var trash = _trash.List().ToDictionary(run => run.Path);
        foreach (var item in garbage)
        {
            if (trash.TryGetValue(item.Path, out var run))
                _trash.Delete(run);
            else if (Directory.Exists(item.Path))
                Directory.Delete(item.Path, recursive: true);
            else
                File.Delete(item.Path);
        }
    }

    private IEnumerable<TrashedRun> OldTrash(TimeSpan age) => _trash.List().Where(run => DateTime.UtcNow - run.Removed >= age);

    private static IEnumerable<Garbage> TemporaryFiles(string folder) => new DirectoryInfo(folder)
        .EnumerateFiles(".*.tmp")
        .Where(file => DateTime.UtcNow - file.LastWriteTimeUtc > Young)
        .Select(file => new Garbage(GarbageKind.Temporary, file.FullName, file.Length));

    private static IEnumerable<Garbage> Checkpoints(RunFolder run)
    {
        if (!Directory.Exists(run.CheckpointsPath))
            return [];
        var others = new DirectoryInfo(run.CheckpointsPath)
            .EnumerateFiles("*.safetensors")
            .Where(file => !Kept.Contains(file.Name))
            .ToList();
        // Only a run that reached its end will never go back to an earlier one; its last one must be there.
        if (others.Count == 0
            || !File.Exists(run.File(Path.Combine("checkpoints", Kept[0])))
            || RunLog.Read(run.LogPath).State != RunState.Finished)
        {
            return [];
        }

        return others.Select(file => new Garbage(GarbageKind.Checkpoint, file.FullName, file.Length));
    }
}
