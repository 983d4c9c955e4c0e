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
    // As many runs as are read before they are written: bounds the time that other processes wait.
    private const int BatchSize = 64;

    // As many logs as are read at once: each is wholly in memory meanwhile, on a machine with very many cores, too.
    private static readonly int Readers = Math.Min(4, Environment.ProcessorCount);

    private readonly string _root;
    private readonly string _path;
    private readonly Action<string> _notify;
    private IRunDatabase _database;
    private IReadOnlyList<RunSummary>? _runs; // as the last refresh found them; null when it changed them
    private (string Folder, LogFingerprint At, RunLog Log)? _lastLog;

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

    /// <summary>All runs in order of creation as of the last refresh, with their states as of now.</summary>
    public IReadOnlyList<RunSummary> Runs() => Ask(d => (_runs ??= [.. d.Runs().Select(r => r.Summary)]).Select(WithStateNow).ToList());

    /// <summary>The keys of a run's series, sorted; none for a run that there is not.</summary>
    public IReadOnlyList<string> Keys(string folder) => LogOf(folder)?.Keys ?? [];

    /// <summary>The points of a series in the order of logging; empty when there are none.</summary>
    public IReadOnlyList<ScalarPoint> Series(string folder, string key, bool includeSuperseded = false) =>
        LogOf(folder)?.Series(key, includeSuperseded) ?? [];

    /// <inheritdoc cref="IRunDatabase.ImageRows"/>
    public IReadOnlyList<EvaluatedRow> ImageRows(string folder, bool latestOnly) => Ask(d => d.ImageRows(folder, latestOnly));

    /// <summary>
    /// Results of the latest evaluations of two runs for images and masks that both have, in order of mask set, metric, image and mask.
    /// </summary>
    /// <exception cref="UserErrorException">The runs saw other images: equal ids are then no pairs.</exception>
    public IReadOnlyList<PairedRow> PairedRows(string first, string second)
    {
        if (DatasetOf(second).Unlike(DatasetOf(first)) is { } unlike)
            throw new UserErrorException($"{second} and {first} do not compare: they differ in {unlike}");
        return new RowPairing(ImageRows(first, latestOnly: true)).With(ImageRows(second, latestOnly: true));
    }

    /// <summary>Which images a run saw.</summary>
    /// <exception cref="UserErrorException">There is no such run, or its record of that is damaged.</exception>
    public DatasetIdentity DatasetOf(string folder) => RunFolder.Open(Path.Combine(_root, folder)).ReadDataset();

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
        // Ten thousand files are looked at while ten thousand rows are read.
        var scan = Task.Run(() => LogScan.Of(_root));
        var rows = database.Runs();
        var stored = rows.ToDictionary(r => r.Summary.Folder);
        var found = scan.GetAwaiter().GetResult();
        _runs = [.. rows.Select(r => r.Summary)];
        var touched = new List<ReadRun>();
        var news = found.Where(log => !stored.TryGetValue(log.Folder, out var before) || !log.IsAs(before.Log)).Select(log => log.Folder);
        foreach (var batch in news.Order(StringComparer.Ordinal).Chunk(BatchSize))
        {
            var read = Read(batch, stored);
            foreach (var message in read.Select(r => r.Message).OfType<string>())
                _notify(message);
            if (read.Select(r => r.Run).OfType<IndexedRun>().ToList() is { Count: > 0 } changed)
                Update(changed, []);
            touched.AddRange(read.Where(r => r.Touched is not null));
        }

        if (touched.Count > 0)
            database.Touch([.. touched.Select(r => (r.Folder, r.Touched!.Value))]);
        if (stored.Keys.Except(found.Select(log => log.Folder)).ToList() is { Count: > 0 } removed)
            Update([], removed);
        return true;

        void Update(IReadOnlyList<IndexedRun> changed, IReadOnlyList<string> gone)
        {
            database.Update(changed, gone);
            _runs = null;
        }
    }

    private ReadRun[] Read(string[] folders, IReadOnlyDictionary<string, StoredRun> stored)
    {
        // For one or two logs, what a training run at work asks for, threads would cost more than they save.
        if (folders.Length < 4)
            return Array.ConvertAll(folders, One);
        return [.. folders.AsParallel().AsOrdered().WithDegreeOfParallelism(Readers).Select(One)];

        ReadRun One(string folder) => Read(folder, stored.TryGetValue(folder, out var before) ? before.Log : null);
    }

    // One run that cannot be read must not hide all others.
    private ReadRun Read(string folder, LogFingerprint? before)
    {
        var path = Path.Combine(_root, folder);
        try
        {
            var run = RunFolder.Open(path);
            var fingerprint = LogFingerprint.Of(run.LogPath);
            if (before is { } b && b.IsSameContent(fingerprint))
                return new ReadRun(folder, Touched: fingerprint);
            var log = RunLog.ReadOutlines(run.LogPath);
            var damage = log.Corruptions.Count > 0 ? $"{run.LogPath}: damaged at {string.Join("; ", log.Corruptions)}" : null;
            return new ReadRun(folder, IndexedRun.Of(RunSummary.Of(run, folder, log), fingerprint, log), Message: damage);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UserErrorException)
        {
            return new ReadRun(folder, Message: $"{path}: passed over: {e.Message}");
        }
    }

    // Reports ask for one series of a run after another: the log that was read last is kept while it is the same.
    private RunLog? LogOf(string folder)
    {
        var path = Path.Combine(_root, folder, "points.log");
        if (!File.Exists(path))
            return null;
        var now = LogFingerprint.Of(path);
        if (_lastLog is not { } last || last.Folder != folder || last.At != now)
            _lastLog = last = (folder, now, RunLog.Read(path));
        return last.Log;
    }

    // Only of a run that says it runs does the state depend on more than the log.
    private RunSummary WithStateNow(RunSummary run)
    {
        if (run.State != RunState.Running)
            return run;
        try
        {
            return run with { State = RunFolder.Open(Path.Combine(_root, run.Folder)).StateNow(run.State) };
        }
        catch (UserErrorException)
        {
            return run; // deleted since the last refresh
        }
    }

    private sealed record ReadRun(string Folder, IndexedRun? Run = null, LogFingerprint? Touched = null, string? Message = null);
}
