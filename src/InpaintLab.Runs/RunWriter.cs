using System.Text;
using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Folders;
using InpaintLab.Runs.Log;

namespace InpaintLab.Runs;

/// <summary>
/// Writes one run: its log and its events as text. Holds the run's lock until disposed. What was logged is acknowledged when
/// <see cref="Commit"/> returns; without it, it is written at most 250 ms after logging. Any thread may call. A run that is disposed
/// without <see cref="SetState"/> counts as crashed.
/// </summary>
public sealed class RunWriter : IDisposable
{
    private readonly RunLock _lock;
    private readonly LogWriter _log;
    private readonly FileStream _text;

    private RunWriter(RunFolder folder, RunLock runLock, Durability durability)
    {
        Folder = folder;
        _lock = runLock;
        _log = LogWriter.Open(folder.LogPath, durability);
        _text = new FileStream(
            folder.TextLogPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        ReportRecovery();
    }

    /// <summary>The run's files.</summary>
    public RunFolder Folder { get; }

    /// <summary>What a user should know about the lock: that its last owner ended without giving it back; else null.</summary>
    public string? Recovery =>
        _lock.TakenFrom is { } gone ? $"took the run over from {gone.Process}, which ended without closing it" : null;

    /// <summary>
    /// Creates a run folder and opens it. It appears under its name only when everything in it is written: what is listed is a run.
    /// </summary>
    /// <param name="runsRoot">The folder of all runs; created when missing.</param>
    /// <param name="description">The columns by which it is listed.</param>
    /// <param name="spec">The resolved spec as YAML.</param>
    /// <param name="environment">The machine and the software.</param>
    /// <param name="durability">What an acknowledged record survives.</param>
    /// <param name="files">Further files by their paths in the run folder, with '/' between folders.</param>
    /// <exception cref="UserErrorException">The folder cannot be written; nothing is left in it.</exception>
    public static RunWriter Create(
        string runsRoot,
        RunDescription description,
        string spec,
        RunEnvironment environment,
        Durability durability = Durability.Process,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? files = null)
    {
        UnfinishedRuns.RemoveStale(runsRoot);
        var now = DateTime.UtcNow;
        var name = RunFolderName.Create(description.Name, now);
        var hidden = UnfinishedRuns.PathOf(runsRoot, name);
        try
        {
            Directory.CreateDirectory(hidden);
            var runLock = RunLock.Acquire(hidden);
            try
            {
                Fill(
                    hidden,
                    spec,
                    environment,
                    files ?? new Dictionary<string, ReadOnlyMemory<byte>>(),
                    durability,
                    new DescriptionRecord(name.Id, now, description));
                var path = Path.Combine(Path.GetFullPath(runsRoot), name.ToString());
                Directory.Move(hidden, path);
                runLock.MovedTo(path);
                AtomicFile.SyncFolder(Path.GetFullPath(runsRoot));
                return Open(RunFolder.Open(path), runLock, durability);
            }
            catch
            {
                runLock.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            UnfinishedRuns.Remove(hidden);
            throw new UserErrorException($"{runsRoot}: a run cannot be created there: {e.Message}", e);
        }
    }

    /// <summary>Opens an existing run, for example to add an evaluation; its state stays as it is.</summary>
    /// <exception cref="UserErrorException">Another process writes it, or its log is of another version.</exception>
    public static RunWriter Open(RunFolder folder, Durability durability = Durability.Process) =>
        Open(folder, RunLock.Acquire(folder.Path), durability);

    /// <summary>Opens a run to go on from a checkpoint: points past it are superseded, and the run is running again.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="step">The checkpoint's step: the last one that counts.</param>
    /// <param name="durability">What an acknowledged record survives.</param>
    /// <exception cref="UserErrorException">Another process writes it, or its log is of another version.</exception>
    public static RunWriter Resume(RunFolder folder, long step, Durability durability = Durability.Process)
    {
        var writer = Open(folder, durability);
        writer.GoOnAfter(step);
        return writer;
    }

    /// <summary>From here on the run goes on from a checkpoint: points past it are superseded, and the run is running again.</summary>
    /// <param name="step">The checkpoint's step: the last one that counts.</param>
    public void GoOnAfter(long step)
    {
        _log.Append(new SupersededRecord(step));
        LogEvent(EventLevel.Info, "resumed", $"resumed after step {step}");
        SetState(RunState.Running);
    }

    /// <summary>Logs one value. Of two for one step and key the later counts.</summary>
    /// <param name="step">The step, from 0.</param>
    /// <param name="epoch">Its pass over the data, from 0.</param>
    /// <param name="key">The series, e.g. <c>train/loss</c>.</param>
    /// <param name="value">Any double.</param>
    public void LogScalar(long step, int epoch, string key, double value) => LogScalars(step, epoch, [new ScalarValue(key, value)]);

    /// <summary>Logs several values of one step.</summary>
    public void LogScalars(long step, int epoch, IReadOnlyList<ScalarValue> values) =>
        _log.Append(new ScalarsRecord(step, epoch, DateTime.UtcNow, values));

    /// <summary>Logs per-image results of one evaluation. Of two for one step, mask set, image, mask and metric the later counts.</summary>
    /// <param name="step">The step whose weights were evaluated.</param>
    /// <param name="maskSet">The set of masks by its name in the spec.</param>
    /// <param name="rows">One row for each image, mask and metric.</param>
    public void LogImageRows(long step, string maskSet, IReadOnlyList<ImageRow> rows) =>
        _log.Append(new ImageRowsRecord(step, maskSet, rows));

    /// <summary>Logs that something happened, also as a line of <c>log.txt</c>.</summary>
    /// <param name="level">How much it matters.</param>
    /// <param name="kind">A short, stable name to filter by, e.g. <c>skipped-file</c>.</param>
    /// <param name="message">One sentence for a reader.</param>
    /// <param name="count">How many times, or how many things.</param>
    public void LogEvent(EventLevel level, string kind, string message, long count = 1)
    {
        var now = DateTime.UtcNow;
        _log.Append(new EventRecord(now, level, kind, count, message));
        var times = count == 1 ? "" : $" x{count}";
        WriteLine($"{now:yyyy-MM-ddTHH:mm:ss.fffZ} {level.ToString().ToLowerInvariant()} {kind}{times}: {message}\n");
    }

    /// <summary>Logs that an image file was written.</summary>
    /// <param name="step">The step that it shows.</param>
    /// <param name="name">What it shows, e.g. <c>grid/box</c>.</param>
    /// <param name="path">The file, inside the run folder.</param>
    /// <exception cref="ArgumentException">The file lies elsewhere.</exception>
    public void LogImage(long step, string name, string path)
    {
        var relative = Path.GetRelativePath(Folder.Path, Path.GetFullPath(path, Folder.Path)).Replace('\\', '/');
        if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            throw new ArgumentException($"expected a file inside {Folder.Path}, received {path}", nameof(path));
        _log.Append(new ImageRecord(step, name, relative));
    }

    /// <summary>Logs how a metric is computed.</summary>
    /// <param name="metric">The metric's key.</param>
    /// <param name="json">A JSON document: library, version, parameters, weights.</param>
    /// <exception cref="JsonException">It is not one.</exception>
    public void SetProvenance(string metric, string json)
    {
        using (JsonDocument.Parse(json))
            _log.Append(new ProvenanceRecord(metric, json));
    }

    /// <summary>Logs a result of the whole run; the last value of a key counts.</summary>
    public void SetSummary(string key, double value) => _log.Append(new SummaryRecord(key, value));

    /// <summary>Logs that the run's state changed, and commits.</summary>
    /// <exception cref="ArgumentException">The state is <see cref="RunState.Crashed"/>.</exception>
    public void SetState(RunState state, string message = "")
    {
        if (state == RunState.Crashed)
            throw new ArgumentException("a run cannot say of itself that it has crashed", nameof(state));
        _log.Append(new StateRecord(DateTime.UtcNow, state, message));
        Commit();
    }

    /// <summary>
    /// Logs that the run failed. Where the log can no longer be written (the disk is full, the folder was deleted) it is closed without:
    /// what it has stays, and the run counts as crashed.
    /// </summary>
    /// <param name="message">Why.</param>
    /// <param name="announced">Called between the event and the state, when both can be written.</param>
    public void Fail(string message, Action? announced = null)
    {
        try
        {
            LogEvent(EventLevel.Error, "failed", message);
            announced?.Invoke();
            SetState(RunState.Failed, message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Abandon();
        }
    }

    /// <summary>Writes what was logged: when this returns, it is acknowledged. The trainer calls it once a step.</summary>
    /// <exception cref="IOException">It could not be written; it is kept for the next call.</exception>
    public void Commit() => _log.Flush();

    /// <summary>Commits, closes the files and releases the lock.</summary>
    public void Dispose()
    {
        using (_lock)
        using (_text)
            _log.Dispose();
    }

    private static void Fill(
        string folder,
        string spec,
        RunEnvironment environment,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files,
        Durability durability,
        DescriptionRecord description)
    {
        Directory.CreateDirectory(Path.Combine(folder, "checkpoints"));
        Directory.CreateDirectory(Path.Combine(folder, "images"));
        AtomicFile.WriteText(Path.Combine(folder, "spec.yaml"), spec);
        environment.Write(Path.Combine(folder, "environment.json"));
        if (environment.GitDiff is { Length: > 0 } diff)
            AtomicFile.WriteText(Path.Combine(folder, "uncommitted.diff"), diff);
        foreach (var (file, content) in files)
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            AtomicFile.Write(target, stream => stream.Write(content.Span));
        }

        using var log = LogWriter.Create(Path.Combine(folder, "points.log"), durability);
        log.Append(description);
        log.Append(new StateRecord(description.Created, RunState.Running, ""));
    }

    private static RunWriter Open(RunFolder folder, RunLock runLock, Durability durability)
    {
        try
        {
            // Whoever holds the lock knows that nobody is writing these.
            foreach (var place in new[] { folder.Path, folder.CheckpointsPath, folder.ImagesPath })
                AtomicFile.RemoveLeftovers(place);
            return new RunWriter(folder, runLock, durability);
        }
        catch
        {
            runLock.Dispose();
            throw;
        }
    }

    // It repeats, for people, what the log has: no reason for a run to end.
    private void WriteLine(string line)
    {
        lock (_text)
        {
            try
            {
                _text.Write(Encoding.UTF8.GetBytes(line));
            }
            catch (IOException)
            {
            }
        }
    }

    private void ReportRecovery()
    {
        if (Recovery is { } recovery)
            LogEvent(EventLevel.Warning, "lock-recovered", recovery);
        if (_log.RemovedTailBytes > 0)
            LogEvent(EventLevel.Warning, "incomplete-tail", $"removed {_log.RemovedTailBytes} bytes of a frame that was never completed");
        foreach (var corruption in _log.Corruptions)
            LogEvent(EventLevel.Error, "corrupt-log", $"points.log is damaged at {corruption}");
    }
}
