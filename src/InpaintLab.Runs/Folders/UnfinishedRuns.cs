namespace InpaintLab.Runs.Folders;

/// <summary>
/// Folders of runs that are being created, under a hidden name until all is in them. What a killed process left is removed by the next
/// creation; what another one is creating is left alone.
/// </summary>
internal static class UnfinishedRuns
{
    private const string Prefix = ".new-";

    // Between its making and its lock a folder belongs to nobody: for an instant only.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    /// <summary>The hidden folder of a run to be.</summary>
    internal static string PathOf(string runsRoot, RunFolderName name) => Path.Combine(Path.GetFullPath(runsRoot), Prefix + name);

    /// <summary>What was left behind.</summary>
    internal static IEnumerable<string> Stale(string runsRoot) =>
        Directory.Exists(runsRoot) ? Directory.GetDirectories(runsRoot, Prefix + "*").Where(IsStale) : [];

    /// <summary>Removes what was left behind.</summary>
    internal static void RemoveStale(string runsRoot)
    {
        foreach (var path in Stale(runsRoot))
            Remove(path);
    }

    /// <summary>Removes the hidden folder of a run that did not come to be.</summary>
    internal static void Remove(string hidden)
    {
        try
        {
            Directory.Delete(hidden, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there, somebody else's, or being removed by another process: it does no harm where it is.
        }
    }

    private static bool IsStale(string path)
    {
        try
        {
            return RunLock.OwnerOf(path) is { } owner ? !owner.IsAlive() : DateTime.UtcNow - Directory.GetLastWriteTimeUtc(path) > Young;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // somebody else's, or being removed by another process
        }
    }
}
