using System.Text.Json;
using InpaintLab.Core.Errors;
using InpaintLab.Runs.Queries;

namespace InpaintLab.Runs.Folders;

/// <summary>
/// Lets one process at a time write a run: <c>run.lock</c> names it. A lock whose process is gone is taken over. Disposing it leaves an
/// empty file, so that no two processes can ever hold different files of that name.
/// </summary>
public sealed class RunLock : IDisposable
{
    private const string FileName = "run.lock";
    private string? _folder;

    private RunLock(string folder) => _folder = folder;

    /// <summary>Takes the lock of the run in <paramref name="folder"/>.</summary>
    /// <exception cref="UserErrorException">Another process, or another writer in this one, has it.</exception>
    public static RunLock Acquire(string folder)
    {
        using var file = OpenAlone(folder, FileMode.OpenOrCreate, FileAccess.ReadWrite);
        if (ReadOwner(file) is { } owner && owner.IsAlive())
        {
            var elsewhere = owner.Host == Environment.MachineName
                ? ""
                : $" It cannot be seen from here whether it still runs: if not, delete {Path.Combine(folder, FileName)}.";
            throw new UserErrorException($"{folder}: {owner} is writing this run; expected a run that nobody writes.{elsewhere}");
        }

        file.SetLength(0);
        JsonSerializer.Serialize(file, ProcessIdentity.Current, RunJson.Compact);
        file.Flush(flushToDisk: true);
        return new RunLock(folder);
    }

    /// <summary>The process that writes the run, or null when none does.</summary>
    public static ProcessIdentity? OwnerOf(string folder)
    {
        try
        {
            using var file = OpenAlone(folder, FileMode.Open, FileAccess.Read);
            return ReadOwner(file);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_folder is null)
            return;
        try
        {
            using var file = OpenAlone(_folder, FileMode.Open, FileAccess.ReadWrite);
            file.SetLength(0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // The run was deleted meanwhile, and its lock with it.
        }

        _folder = null;
    }

    /// <summary>Says that the run's folder was renamed.</summary>
    internal void MovedTo(string folder) => _folder = folder;

    // The file itself is locked only while it is read or written, so whoever finds it locked waits a moment.
    private static FileStream OpenAlone(string folder, FileMode mode, FileAccess access)
    {
        var path = Path.Combine(folder, FileName);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, mode, access, FileShare.None);
            }
            catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException && attempt < 200)
            {
                Thread.Sleep(10);
            }
        }
    }

    private static ProcessIdentity? ReadOwner(FileStream file)
    {
        if (file.Length == 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize<ProcessIdentity>(file, RunJson.Compact);
        }
        catch (JsonException)
        {
            return null; // cut off by a crash while it was written: that process is gone
        }
    }
}
