namespace InpaintLab.Scripting.Compilation;

/// <summary>The assemblies that this program runs on: .NET's and its own.</summary>
internal static class PlatformAssemblies
{
    private static readonly Dictionary<string, string> ByName = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path)!, StringComparer.OrdinalIgnoreCase)
        .ToDictionary(paths => paths.Key, paths => paths.First(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The files of .NET itself.</summary>
    public static IEnumerable<string> OfDotNet()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location);
        return ByName.Values.Where(path => Path.GetDirectoryName(path) == folder);
    }

    /// <summary>Whether a file is one of them.</summary>
    public static bool Contains(string path) => Find(Path.GetFileNameWithoutExtension(path)) == path;

    /// <summary>The file of an assembly by its simple name, or null.</summary>
    public static string? Find(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}
