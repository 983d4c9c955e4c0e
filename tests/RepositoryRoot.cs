namespace InpaintLab.Tests;

/// <summary>The folder that the tests were built from.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    /// <summary>A file or folder of the development machine, beside the repository; the test is skipped where it is absent.</summary>
    public static string Shared(string relative)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, "..", "shared", relative));
        Assert.SkipUnless(File.Exists(path) || Directory.Exists(path), $"../shared/{relative} is not on this machine");
        return path;
    }

    private static string Find(string folder)
    {
        while (!File.Exists(System.IO.Path.Combine(folder, "InpaintLab.sln")))
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no InpaintLab.sln above the tests");
        return folder;
    }
}
