using InpaintLab.Core.Errors;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Datasets;

/// <summary>Lists the images of a folder tree.</summary>
public static class ImageFolder
{
    /// <summary>
    /// The paths of all files below <paramref name="folder"/> with an image's extension, relative to it, '/' between names, in ordinal
    /// order (the same on every system). Hidden files and folders are left out.
    /// </summary>
    /// <param name="folder">The top folder.</param>
    /// <param name="what">What asks for it, for the message, e.g. "dataset 'images', split train".</param>
    /// <exception cref="UserErrorException">The folder is missing (the nearest name beside it is given), or holds no image.</exception>
    public static string[] List(string folder, string what)
    {
        Require(folder, what);
        var options = new EnumerationOptions { RecurseSubdirectories = true };
        var files = Directory.EnumerateFiles(folder, "*", options)
            .Where(ImageFile.HasImageExtension)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .ToArray();
        if (files.Length == 0)
        {
            throw new UserErrorException(
                $"{what}: expected images ({string.Join(", ", ImageFile.Extensions)}) in folder '{folder}' or below, found none");
        }

        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>The images of a sub-folder; their ids are paths below <paramref name="root"/>.</summary>
    /// <param name="root">The dataset's folder.</param>
    /// <param name="name">The sub-folder, "" for the root itself.</param>
    /// <param name="what">What asks for it, for the message.</param>
    /// <exception cref="UserErrorException">See <see cref="List"/>.</exception>
    internal static ImageEntry[] Entries(string root, string name, string what) =>
        Array.ConvertAll(List(Path.Combine(root, name), what), id => new ImageEntry(root, name.Length == 0 ? id : $"{name}/{id}"));

    /// <summary>Those splits whose sub-folder exists.</summary>
    /// <exception cref="UserErrorException">A sub-folder holds no image.</exception>
    internal static Dictionary<Split, ImageEntry[]> Splits(string root, string what, IEnumerable<(Split Split, string Name)> names) =>
        names.Where(n => Directory.Exists(Path.Combine(root, n.Name)))
            .ToDictionary(n => n.Split, n => Entries(root, n.Name, $"{what}, split {n.Split.Name()}"));

    /// <summary>Checks that a folder exists.</summary>
    /// <exception cref="UserErrorException">It does not.</exception>
    internal static void Require(string folder, string what)
    {
        if (Directory.Exists(folder))
            return;
        if (File.Exists(folder))
            throw new UserErrorException($"{what}: expected a folder of images, found a file: '{folder}'");
        throw new UserErrorException($"{what}: expected a folder of images, found nothing at '{folder}'.{NearestName.HintForPath(folder)}");
    }
}
