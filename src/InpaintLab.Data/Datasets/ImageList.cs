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
        var folder = root ?? Path.GetDirectoryName(Path.GetFullPath(list))!;
        var entries = Array.ConvertAll(Lines(list, what), line => new ImageEntry(folder, line));
        return RequireSome(
            entries, list, what,
            $"Relative paths start at {(root is null ? "the list's own folder unless root is set" : $"root '{root}'")}.");
    }

    /// <summary>Checks that no image of the train list stands in another one.</summary>
    /// <exception cref="UserErrorException">One does.</exception>
    internal static void RequireDisjoint(IReadOnlyDictionary<Split, ImageEntry[]> splits, string what)
    {
        if (!splits.TryGetValue(Split.Train, out var train))
            return;
        var trained = train.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (split, entries) in splits.Where(s => s.Key != Split.Train))
        {
            if (entries.Where(e => trained.Contains(e.Path)).Select(e => e.Id).FirstOrDefault() is { } shared)
            {
                throw new UserErrorException(
                    $"{what}: '{shared}' stands in train_list and in {split.Name()}_list; expected no common images");
            }
        }
    }

    /// <summary>The lines of a list, without empty ones and those that start with #.</summary>
    /// <exception cref="UserErrorException">There is no such file.</exception>
    internal static string[] Lines(string list, string what) => File.Exists(list)
        ? [.. File.ReadLines(list).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')]
        : throw new UserErrorException(
            $"{what}: expected a list of image paths, found nothing at '{list}'.{NearestName.HintForPath(list)}");

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
