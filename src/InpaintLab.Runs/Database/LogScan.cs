using InpaintLab.Runs.Folders;

namespace InpaintLab.Runs.Database;

/// <summary>A log as it is found without being opened.</summary>
/// <param name="Folder">Its run's folder, relative to the root, with '/' between the parts.</param>
/// <param name="Length">Its length, bytes.</param>
/// <param name="Modified">When it was last written (UTC), in ticks.</param>
internal sealed record FoundLog(string Folder, long Length, long Modified)
{
    public bool IsAs(LogFingerprint stored) => Length == stored.Length && Modified == stored.Modified;
}

/// <summary>The logs of a root, by the rule of <see cref="RunFolder.List"/>: one look at each file, and none into it.</summary>
internal static class LogScan
{
    private const string LogName = "points.log";

    /// <summary>All of them, in no order.</summary>
    public static List<FoundLog> Of(string root)
    {
        var found = new List<FoundLog>();
        foreach (var name in SubFolders(root))
        {
            if (Log(root, name) is { } log)
                found.Add(log);
            else if (RunFolderName.Parse(name) is null)
                found.AddRange(SubFolders(Path.Combine(root, name)).Select(inner => Log(root, $"{name}/{inner}")).OfType<FoundLog>());
        }

        return found;
    }

    private static FoundLog? Log(string root, string folder)
    {
        var file = new FileInfo($"{root}/{folder}/{LogName}");
        return file.Exists ? new FoundLog(folder, file.Length, file.LastWriteTimeUtc.Ticks) : null;
    }

    private static List<string> SubFolders(string path)
    {
        try
        {
            // Their names only: a folder's own attributes would take another look at each.
            return
            [
                .. Directory.EnumerateDirectories(path).Select(folder => Path.GetFileName(folder)).Where(name => !name.StartsWith('.')),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // there are no runs yet, or another process removed it since it was listed
        }
    }
}
