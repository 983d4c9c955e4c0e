using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Files;

/// <summary>
/// The image files of a folder, with or without those of folders in it, found by their names without extension: a.jpg and a.png are
/// partners.
/// </summary>
internal sealed class ImagesByName
{
    private const int Named = 5;

    private readonly SortedDictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>Lists a folder.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="recursive">Whether folders in it are listed too; those whose names begin with a dot never are.</param>
    /// <param name="except">Folders in it that are passed over.</param>
    /// <exception cref="UserErrorException">It is missing, holds no image, or two that differ in their extension only.</exception>
    public ImagesByName(string path, bool recursive = false, IEnumerable<string>? except = null)
    {
        Folder = path;
        if (!Directory.Exists(path))
        {
            throw new UserErrorException(
                $"{path}: expected a folder of images, found "
                    + $"{(File.Exists(path) ? "a file" : $"nothing.{NearestName.HintForPath(path)}")}");
        }

        var passedOver = (except ?? [])
            .Select(Path.GetFullPath)
            .Select(Path.TrimEndingDirectorySeparator)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var file in Files(path, recursive, passedOver))
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(path, file), null);
            if (!_paths.TryAdd(name, file))
                throw new UserErrorException($"{file}: expected one image of each name, found {Path.GetFileName(_paths[name])} too");
        }

        if (_paths.Count == 0)
            throw new UserErrorException($"{path}: expected images ({string.Join(", ", ImageFile.Extensions)}), found none");
    }

    /// <summary>The folder as the user named it.</summary>
    public string Folder { get; }

    /// <summary>Names without extension, in order; of a file in a folder within the folder with that folder: <c>b/a</c>.</summary>
    public IReadOnlyCollection<string> Names => _paths.Keys;

    /// <summary>The file of a name.</summary>
    public string this[string name] => _paths[name];

    /// <summary>Checks that each of the names has a file here.</summary>
    /// <exception cref="UserErrorException">Some have none: the first of them are named.</exception>
    public void RequireAll(ImagesByName other)
    {
        var missing = other.Names.Where(name => !_paths.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw Missing(other, missing);
    }

    /// <summary>The error that names of another folder have no partner here.</summary>
    public UserErrorException Missing(ImagesByName other, IReadOnlyList<string> names)
    {
        var more = names.Count > Named ? $" and {names.Count - Named} more" : "";
        return new UserErrorException(
            $"{Folder}: expected a partner for every image of {other.Folder}; missing: {string.Join(", ", names.Take(Named))}{more}");
    }

    private static IEnumerable<string> Files(string folder, bool recursive, HashSet<string> passedOver)
    {
        var files = Directory.GetFiles(folder).Where(ImageFile.HasImageExtension).Order(StringComparer.Ordinal);
        if (!recursive)
            return files;
        return files.Concat(Directory.GetDirectories(folder)
            .Where(f => !Path.GetFileName(f).StartsWith('.') && !passedOver.Contains(Path.GetFullPath(f)))
            .SelectMany(f => Files(f, recursive, passedOver)));
    }
}
