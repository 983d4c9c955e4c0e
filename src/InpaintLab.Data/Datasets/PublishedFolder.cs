using InpaintLab.Core.Errors;

namespace InpaintLab.Data.Datasets;

/// <summary>The folder of a published dataset: finds its parts under the names that its archives give them.</summary>
/// <param name="root">The folder.</param>
/// <param name="what">The dataset, for messages, e.g. "dataset 'celeba'".</param>
/// <param name="page">Where the dataset can be had.</param>
internal sealed class PublishedFolder(string root, string what, string page)
{
    private const int Named = 12;

    /// <summary>The first of the sub-folders that exists, as a path below the root; null without one.</summary>
    public string? FindFolder(params IEnumerable<string> names) => names.FirstOrDefault(n => Directory.Exists(Path.Combine(root, n)));

    /// <summary>The same, but one must exist.</summary>
    /// <exception cref="UserErrorException">None does.</exception>
    public string RequireFolder(params IReadOnlyList<string> names) => FindFolder(names) ?? throw Missing("folder", names);

    /// <summary>The full path of the first of the files that exists; null without one.</summary>
    public string? FindFile(params IEnumerable<string> names) => names.Select(n => Path.Combine(root, n)).FirstOrDefault(File.Exists);

    /// <summary>The same, but one must exist.</summary>
    /// <exception cref="UserErrorException">None does.</exception>
    public string RequireFile(params IReadOnlyList<string> names) => FindFile(names) ?? throw Missing("file", names);

    /// <summary>The error for a part that is not there: the expected path, what was found, and the download page.</summary>
    public UserErrorException Missing(string kind, IReadOnlyList<string> names)
    {
        ImageFolder.Require(root, $"{what}, root");
        var others = names.Count > 1 ? $" (or {string.Join(", ", names.Skip(1).Select(n => $"'{n}'"))})" : "";
        var found = Directory.EnumerateFileSystemEntries(root).Select(e => Path.GetFileName(e)!).Order(StringComparer.Ordinal).ToList();
        var more = found.Count > Named ? $" and {found.Count - Named} more" : "";
        var listed = found.Count == 0 ? "nothing" : string.Join(", ", found.Take(Named)) + more;
        return new UserErrorException(
            $"{what}: expected {kind} '{Path.Combine(root, names[0])}'{others}; found in '{root}': {listed}. It can be had from {page}");
    }

    /// <summary>An error in one of the dataset's own lists.</summary>
    public UserErrorException BadLine(string file, int line, string expected, string received) =>
        new($"{what}: {file}:{line}: expected {expected}, received '{received}'. The original list is at {page}");
}
