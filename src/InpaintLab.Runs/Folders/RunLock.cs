using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Runs.Folders;

/// <summary>
/// Lets one process at a time write a run: <c>run.lock</c> names it, and the file's time is its last sign of life. A lock whose process is
/// gone is taken over. Disposing it leaves an empty file, so that no two processes can ever hold different files of that name.
/// </summary>
public sealed class RunLock : IDisposable
{
    /// <summary>The file's name in the run's folder.</summary>
    public const string FileName = "run.lock";

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly Timer _heartbeat;
    private volatile string? _folder;

    private RunLock(string folder, RunOwner? gone)
    {
        (_folder, TakenFrom) = (folder, gone);
        _heartbeat = new Timer(_ => Beat(), null, Heartbeat, Heartbeat);
    }

    /// <summary>The owner before, when it ended without giving the lock back; else null.</summary>
    public RunOwner? TakenFrom { get; }

    /// <summary>Takes the lock of the run in <paramref name="folder"/>.</summary>
    /// <exception cref="UserErrorException">Another process, or another writer in this one, has it.</exception>
    public static RunLock Acquire(string folder)
    {
        using var file = OpenAlone(folder, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        var owner = ReadOwner(file);
        if (owner is not null && (!owner.IsHere || owner.IsAlive()))
        {
            var elsewhere = owner.IsHere
                ? ""
                : $" It cannot be seen from here whether it still runs: if not, delete {Path.Combine(folder, FileName)}.";
            throw new UserErrorException($"{folder}: {owner} is writing this run; expected a run that nobody writes.{elsewhere}");
        }

        file.SetLength(0);
        var own = ProcessIdentity.Current;
        JsonSerializer.Serialize(file, new RunOwner(own.Host, own.Pid, own.Start, DateTime.UtcNow), RunJson.Compact);
        file.Flush(flushToDisk: true);
        return new RunLock(folder, owner);
    }

    /// <summary>Who writes the run, or null when nobody does.</summary>
    public static RunOwner? OwnerOf(string folder)
    {
        try
        {
            using var file = OpenAlone(folder, FileMode.Open, FileAccess.Read);
            return ReadOwner(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _heartbeat.Dispose();
        if (_folder is null)
            return;
        try
        {
            using var file = OpenAlone(_folder, FileMode.Open, FileAccess.ReadWrite);
            file.SetLength(0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The run was deleted meanwhile, or can no longer be written. Whoever asks sees that this process has ended.
        }

        _folder = null;
    }

    /// <summary>Says that the run's folder was renamed.</summary>
    internal void MovedTo(string folder) => _folder = folder;

    // A beat that is missed, for example because the folder was deleted, is the reader's to judge.
    private void Beat()
    {
        if (_folder is not { } folder)
            return;
        try
        {
            File.SetLastWriteTimeUtc(Path.Combine(folder, FileName), DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    // The file itself is locked only while it is read (by any number) or written (by one), so whoever finds it locked waits a moment.
    private static FileStream OpenAlone(string folder, FileMode mode, FileAccess access)
    {
        var path = Path.Combine(folder, FileName);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, mode, access, access == FileAccess.Read ? FileShare.Read : FileShare.None);
            }
            catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException && attempt < 200)
            {
                Thread.Sleep(10);
            }
        }
    }

    private static RunOwner? ReadOwner(FileStream file)
    {
        if (file.Length == 0)
            return null;
        try
        {
            var owner = JsonSerializer.Deserialize<RunOwner>(file, RunJson.Compact);
            return owner is null ? null : owner with { LastSeen = File.GetLastWriteTimeUtc(file.SafeFileHandle) };
        }
        catch (JsonException)
        {
            return null; // cut off by a crash while it was written: that process is gone
        }
    }
}
