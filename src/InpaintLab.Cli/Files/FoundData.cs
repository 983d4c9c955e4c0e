using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Files;

/// <summary>A folder of image files.</summary>
/// <param name="Path">The folder.</param>
/// <param name="What">"images" or "masks".</param>
/// <param name="Files">How many, sub-folders included.</param>
/// <param name="Splits">How many are in the sub-folders train, val and test, where there are such.</param>
/// <param name="MaskSet">The published set of masks that they are, or null.</param>
/// <param name="Hole">The colour of that set's holes, or null.</param>
internal sealed record FoundData(string Path, string What, int Files, IReadOnlyDictionary<string, int> Splits, string? MaskSet, string? Hole)
{
    /// <summary>The data in the sub-folders of a folder; none when it does not exist.</summary>
    public static IReadOnlyList<FoundData> In(string folder) => !Directory.Exists(folder)
        ? []
        : [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(Look).OfType<FoundData>()];

    private static FoundData? Look(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(ImageFile.HasImageExtension)
            .Select(file => System.IO.Path.GetRelativePath(folder, file))
            .ToArray();
        if (files.Length == 0)
            return null;
        var splits = Enum.GetValues<Split>()
            .Select(split => (Name: split.Name(), Count: files.Count(f => f.StartsWith(split.Name() + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))))
            .Where(split => split.Count > 0)
            .ToDictionary(split => split.Name, split => split.Count);
        var first = System.IO.Path.Combine(folder, files.Order(StringComparer.Ordinal).First());
        var set = MaskFileSet.Of(first);
        var what = set is not null || IsMask(first) ? "masks" : "images";
        return new FoundData(folder, what, files.Length, splits, set?.Name, set?.Hole.ToString().ToLowerInvariant());
    }

    // A look at one file: black and white only.
    private static bool IsMask(string path)
    {
        try
        {
            var image = ImageFile.Read(path);
            return image.Channels == 1 && image.Bytes.IndexOfAnyExcept((byte)0, byte.MaxValue) < 0;
        }
        catch (ImageFileException)
        {
            return false;
        }
    }
}
