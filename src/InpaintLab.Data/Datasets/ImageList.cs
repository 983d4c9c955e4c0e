using InpaintLab.Core.Errors;

namespace InpaintLab.Data.Datasets;

/// <summary>Reads flists: text files with one image path a line.</summary>
public static class ImageList
{
    /// <summary>
    /// The images that a list names, in its order. Paths are relative to <paramref name="root"/>, or without one to the list's own
    /// folder; absolute ones stand for themselves. Empty lines and lines that start with # are skipped.
    /// </summary>
    /// <param name="list">The list file.</param>
    /// <param name="root">The folder of relative paths, or null.</param>
    /// <param name="what">What asks for it, for the message.</param>
    /// <exception cref="UserErrorException">The list is missing or empty, or not one of its images exists.</exception>
    public static ImageEntry[] Read(string list, string? root, string what)
    {
        if (!File.Exists(list))
        {
            throw new UserErrorException(
                $"{what}: expected a list of image paths, found nothing at '{list}'.{NearestName.HintForPath(list)}");
        }

        var folder = root ?? Path.GetDirectoryName(Path.GetFullPath(list))!;
        var entries = File.ReadLines(list)
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => new ImageEntry(folder, line))
            .ToArray();
        return RequireSome(
            entries, list, what, $"Relative paths start at {(root is null ? "the list's own folder unless root is set" : $"root '{root}'")}.");
    }

    /// <summary>
    /// Checks that one of the images exists at least: single missing files are skipped and counted when they are read.
    /// </summary>
    /// <exception cref="UserErrorException">There is none, or none exists; <paramref name="hint"/> says what to do.</exception>
    internal static ImageEntry[] RequireSome(ImageEntry[] entries, string place, string what, string hint)
    {
        if (entries.Length == 0)
            throw new UserErrorException($"{what}: expected one image path a line in '{place}', found none");
        if (!entries.Any(entry => File.Exists(entry.Path)))
        {
            throw new UserErrorException(
                $"{what}: none of the {entries.Length} images in '{place}' exists; the first would be '{entries[0].Path}'. {hint}");
        }

        return entries;
    }
}

/// <summary>An image file of a dataset.</summary>
/// <param name="Folder">Where the dataset's relative paths start.</param>
/// <param name="Id">The path below it, or an absolute path; the image's stable name.</param>
public readonly record struct ImageEntry(string Folder, string Id)
{
    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(Folder, Id);
}
