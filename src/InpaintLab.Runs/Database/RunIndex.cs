using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs.Database;

/// <summary>
/// The database over all runs of a root, kept up to date with their logs. A missing or damaged database, or one of another version, is
/// built again; where the root cannot be written, it is built in memory. Owns the database until disposed. Not thread-safe.
/// </summary>
public sealed class RunIndex : IDisposable
{
    // As many runs as are read before they are written: bounds the memory, and the time that other processes wait.
    private const int BatchSize = 64;

    private readonly string _root;
    private readonly string _path;
    private readonly Action<string> _notify;
    private IRunDatabase _database;

    private RunIndex(string root, Action<string> notify)
    {
        _root = Path.GetFullPath(root);
        _path = Path.Combine(_root, StackRunDatabase.FileName);
        _notify = notify;
        _database = StackRunDatabase.Open(_path);
        if (_database.EmptiedBecause is { } reason)
            _notify($"{_path}: {reason}; it is built again from the logs");
    }

    /// <summary>Opens the database of <paramref name="runsRoot"/> and brings it up to date.</summary>
    /// <param name="runsRoot">The folder of all runs; it may be missing, and then there are none.</param>
    /// <param name="notify">Receives what a user should know, e.g. that the database is built again.</param>
    public static RunIndex Open(string runsRoot, Action<string> notify)
    {
        var index = new RunIndex(runsRoot, notify);
        try
        {
            index.Refresh();
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    /// <summary>Reads the logs that are new or changed, and forgets runs whose folder is gone.</summary>
    public void Refresh() => Ask(Refresh);

    /// <summary>All runs in order of creation, with their states as of now.</summary>
    public IReadOnlyList<RunSummary> Runs() => Ask(d => d.Runs().Select(WithStateNow).ToList());

    /// <inheritdoc cref="IRunDatabase.Keys"/>
    public IReadOnlyList<string> Keys(string folder) => Ask(d => d.Keys(folder));

    /// <inheritdoc cref="IRunDatabase.Series"/>
    public IReadOnlyList<ScalarPoint> Series(string folder, string key, bool includeSuperseded = false) =>
        Ask(d => d.Series(folder, key, includeSuperseded));

    /// <inheritdoc cref="IRunDatabase.ImageRows"/>
    public IReadOnlyList<EvaluatedRow> ImageRows(string folder, bool latestOnly) => Ask(d => d.ImageRows(folder, latestOnly));

    /// <inheritdoc cref="IRunDatabase.PairedRows"/>
    public IReadOnlyList<PairedRow> PairedRows(string first, string second) => Ask(d => d.PairedRows(first, second));

    /// <inheritdoc cref="IRunDatabase.Events"/>
    public IReadOnlyList<EventRecord> Events(string folder) => Ask(d => d.Events(folder));

    /// <inheritdoc cref="IRunDatabase.Images"/>
    public IReadOnlyList<LoggedImage> Images(string folder) => Ask(d => d.Images(folder));

    /// <inheritdoc cref="IRunDatabase.Provenance"/>
    public IReadOnlyDictionary<string, string> Provenance(string folder) => Ask(d => d.Provenance(folder));

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    // Damage can show at any question: then everything is built again, once, and the question asked again.
    private T Ask<T>(Func<IRunDatabase, T> question)
    {
        try
        {
            return question(_database);
        }
        catch (RunDatabaseDamagedException e)
        {
            _notify($"{_path}: damaged ({e.Message}); it is built again from the logs");
            _database.Dispose();
            StackRunDatabase.Delete(_path);
            _database = StackRunDatabase.Open(_path);
            Refresh(_database);
            return question(_database);
        }
    }

    private bool Refresh(IRunDatabase database)
    {
        var stored = database.Fingerprints();
        var present = new HashSet<string>();
        var batch = new List<IndexedRun>();
        foreach (var run in RunFolder.List(_root))
        {
            var folder = Path.GetRelativePath(_root, run.Path).Replace('\\', '/');
            present.Add(folder);
            if (Read(run, folder, stored) is not { } indexed)
                continue;
            batch.Add(indexed);
            if (batch.Count < BatchSize)
                continue;
            database.Update(batch, []);
            batch.Clear();
        }

        var removed = stored.Keys.Where(folder => !present.Contains(folder)).ToList();
        if (batch.Count > 0 || removed.Count > 0)
            database.Update(batch, removed);
        return true;
    }

    // One run that cannot be read must not hide all others.
    private IndexedRun? Read(RunFolder run, string folder, IReadOnlyDictionary<string, LogFingerprint> stored)
    {
        try
        {
            var fingerprint = LogFingerprint.Of(run.LogPath);
            if (stored.TryGetValue(folder, out var before) && before == fingerprint)
                return null;
            var log = RunLog.Read(run.LogPath);
            if (log.Corruptions.Count > 0)
                _notify($"{run.LogPath}: damaged at {string.Join("; ", log.Corruptions)}");
            return new IndexedRun(RunSummary.Of(run, folder, log), fingerprint, log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserErrorException)
        {
            _notify($"{run.Path}: passed over: {e.Message}");
            return null;
        }
    }

    private RunSummary WithStateNow(RunSummary run)
    {
        try
        {
            return run with { State = RunFolder.Open(Path.Combine(_root, run.Folder)).StateNow(run.State) };
        }
        catch (UserErrorException)
        {
            return run; // deleted since the last refresh
        }
    }
}
