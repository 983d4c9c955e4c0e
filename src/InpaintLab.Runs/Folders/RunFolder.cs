using InpaintLab.Core.Errors;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Folders;

/// <summary>The files of one run. It is written by one process; it can be copied, moved and synced as a whole.</summary>
public sealed class RunFolder
{
    private readonly Lazy<RunFolderName> _name;

    private RunFolder(string path)
    {
        Path = path;
        _name = new Lazy<RunFolderName>(() => RunFolderName.Parse(FolderName) ?? NameFromLog());
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The folder's own name.</summary>
    public string FolderName => System.IO.Path.GetFileName(Path);

    /// <summary>The run's id: from the folder's name or, where that was changed, from the log.</summary>
    public string Id => _name.Value.Id;

    /// <summary>The experiment's name as in the folder's name.</summary>
    public string Name => _name.Value.Name;

    /// <summary>When it was created (UTC), to the second.</summary>
    public DateTime Created => _name.Value.Created;

    /// <summary>The log: the truth about the run.</summary>
    public string LogPath => File("points.log");

    /// <summary>The resolved spec.</summary>
    public string SpecPath => File("spec.yaml");

    /// <summary>The machine and the software, a <see cref="RunEnvironment"/> as JSON.</summary>
    public string EnvironmentPath => File("environment.json");

    /// <summary>Changes that were not committed when the run began; absent when there were none.</summary>
    public string DiffPath => File("uncommitted.diff");

    /// <summary>Events as lines of text.</summary>
    public string TextLogPath => File("log.txt");

    /// <summary>The folder of checkpoints.</summary>
    public string CheckpointsPath => File("checkpoints");

    /// <summary>The folder of images.</summary>
    public string ImagesPath => File("images");

    /// <summary>An existing run folder.</summary>
    /// <exception cref="UserErrorException">There is no run in that folder.</exception>
    public static RunFolder Open(string path)
    {
        var folder = new RunFolder(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path)));
        if (!System.IO.File.Exists(folder.LogPath))
            throw new UserErrorException($"{path}: expected a run folder, but there is no points.log in it.");
        return folder;
    }

    /// <summary>
    /// The runs in <paramref name="runsRoot"/> and in its sub-folders (such as <c>reference/</c>), in order of their folder names, hence of
    /// time. Folders whose name begins with a dot are passed over: they hold runs that are being created.
    /// </summary>
    public static IReadOnlyList<RunFolder> List(string runsRoot)
    {
        if (!Directory.Exists(runsRoot))
            return [];
        var found = new List<RunFolder>();
        foreach (var path in SubFolders(System.IO.Path.GetFullPath(runsRoot)))
        {
            if (IsRun(path))
                found.Add(new RunFolder(path));
            else if (RunFolderName.Parse(System.IO.Path.GetFileName(path)) is null)
                found.AddRange(SubFolders(path).Where(IsRun).Select(inner => new RunFolder(inner)));
        }

        return [.. found.OrderBy(f => f.FolderName, StringComparer.Ordinal)];
    }

    /// <summary>The state that the log says, or <see cref="RunState.Crashed"/> when it says running and its owner is gone.</summary>
    /// <param name="logged">The last state in the log, as it was read a moment ago.</param>
    public RunState StateNow(RunState logged)
    {
        if (logged != RunState.Running)
            return logged;
        if (RunLock.OwnerOf(Path) is { } owner)
            return owner.IsAlive() ? RunState.Running : RunState.Crashed;

        // Whoever wrote it has closed it: perhaps since the log was read, and then with another state.
        try
        {
            var state = RunLog.Read(LogPath).State;
            return state == RunState.Running ? RunState.Crashed : state;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return RunState.Crashed; // deleted since
        }
    }

    /// <summary>What the run is, from the log's first record; null when that record is damaged.</summary>
    /// <exception cref="IOException">The log cannot be read.</exception>
    public DescriptionRecord? ReadDescription()
    {
        using var reader = new LogReader(LogPath);
        return reader.Records().FirstOrDefault() as DescriptionRecord;
    }

    /// <summary>Which images the run saw; the default where it recorded nothing of its environment.</summary>
    /// <exception cref="UserErrorException">That record is damaged.</exception>
    public DatasetIdentity ReadDataset() =>
        System.IO.File.Exists(EnvironmentPath) ? RunEnvironment.Read(EnvironmentPath).Dataset : default;

    /// <inheritdoc/>
    public override string ToString() => FolderName;

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    private static bool IsRun(string path) => System.IO.File.Exists(System.IO.Path.Combine(path, "points.log"));

    private static IEnumerable<string> SubFolders(string path)
    {
        try
        {
            return Directory.GetDirectories(path).Where(p => !System.IO.Path.GetFileName(p).StartsWith('.'));
        }
        catch (DirectoryNotFoundException)
        {
            return []; // removed by another process since it was listed
        }
    }

    private RunFolderName NameFromLog() => ReadDescription() is { } first
        ? new RunFolderName(first.Created, first.Description.Name, first.Id)
        : new RunFolderName(Directory.GetCreationTimeUtc(Path), FolderName, FolderName);
}
