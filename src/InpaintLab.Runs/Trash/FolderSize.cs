namespace InpaintLab.Runs.Trash;

/// <summary>How much a folder holds.</summary>
internal static class FolderSize
{
    /// <summary>Bytes of its files, all levels.</summary>
    public static long Of(string path) => new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);
}
