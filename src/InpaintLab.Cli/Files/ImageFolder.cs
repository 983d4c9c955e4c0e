using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Files;

/// <summary>The image files of a folder (not of folders in it), found by their names without extension: a.jpg and a.png are partners.</summary>
internal sealed class ImageFolder
{
    private const int Named = 5;

    private readonly SortedDictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <summary>Lists a folder.</summary>
    /// <exception cref="UserErrorException">It is missing, holds no image, or two that differ in their extension only.</exception>
    public ImageFolder(string path)
    {
        Folder = path;
        if (!Directory.Exists(path))
            throw new UserErrorException($"{path}: expected a folder of images, found {(File.Exists(path) ? "a file" : "nothing")}");
        foreach (var file in Directory.GetFiles(path).Where(ImageFile.HasImageExtension).Order(StringComparer.Ordinal))
        {
            if (!_paths.TryAdd(Path.GetFileNameWithoutExtension(file), file))
                throw new UserErrorException($"{file}: expected one image of each name, found {Path.GetFileName(_paths[Path.GetFileNameWithoutExtension(file)])} too");
        }

        if (_paths.Count == 0)
            throw new UserErrorException($"{path}: expected images ({string.Join(", ", ImageFile.Extensions)}), found none");
    }

    /// <summary>The folder as the user named it.</summary>
    public string Folder { get; }

    /// <summary>Names without extension, in order.</summary>
    public IReadOnlyCollection<string> Names => _paths.Keys;

    /// <summary>The file of a name.</summary>
    public string this[string name] => _paths[name];

    /// <summary>Checks that each of the names has a file here.</summary>
    /// <exception cref="UserErrorException">Some have none: the first of them are named.</exception>
    public void RequireAll(ImageFolder other)
    {
        var missing = other.Names.Where(name => !_paths.ContainsKey(name)).ToList();
        if (missing.Count == 0)
            return;
        var more = missing.Count > Named ? $" and {missing.Count - Named} more" : "";
        throw new UserErrorException(
            $"{Folder}: expected a partner for every image of {other.Folder}; missing: {string.Join(", ", missing.Take(Named))}{more}");
    }
}
