namespace InpaintLab.Reporting.Scripts;

/// <summary>The folder that a report writes into. It is made when first asked for, so that a report without files leaves none.</summary>
public sealed class ReportOutput
{
    private readonly string _folder;
    private readonly Dictionary<string, (DateTime, long)> _before;

    /// <summary>The folder, and what lies in it before the report runs.</summary>
    public ReportOutput(string folder)
    {
        _folder = System.IO.Path.GetFullPath(folder);
        _before = Files().ToDictionary(f => f.FullName, StateOf);
    }

    /// <summary>The folder, a full path; it exists.</summary>
    public string Path => Directory.CreateDirectory(_folder).FullName;

    /// <summary>The files in it that are new or changed, sorted: full paths.</summary>
    public IReadOnlyList<string> Written() =>
    [
        .. Files().Where(f => !_before.TryGetValue(f.FullName, out var state) || state != StateOf(f))
            .Select(f => f.FullName)
            .Order(StringComparer.Ordinal),
    ];

    private static (DateTime, long) StateOf(FileInfo file) => (file.LastWriteTimeUtc, file.Length);

    private IEnumerable<FileInfo> Files() =>
        Directory.Exists(_folder) ? new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories) : [];
}
