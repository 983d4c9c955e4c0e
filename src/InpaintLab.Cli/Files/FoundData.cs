using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Masks;
using InpaintLab.Data.Packing;
using InpaintLab.Imaging;

namespace InpaintLab.Cli.Files;

/// <summary>A folder of image files, or a file of packed ones.</summary>
/// <param name="Path">The folder or file.</param>
/// <param name="What">"images", "masks" or "packed ...".</param>
/// <param name="Files">How many images, sub-folders included.</param>
/// <param name="Splits">How many are in each split, where there are such: sub-folders train, val and test.</param>
/// <param name="MaskSet">The published set of masks that they are, or null.</param>
/// <param name="Hole">The colour of that set's holes, or null.</param>
internal sealed record FoundData(
    string Path, string What, int Files, IReadOnlyDictionary<string, int> Splits, string? MaskSet, string? Hole)
{
    /// <summary>The data in the sub-folders of a folder, and its files of packed images; none when it does not exist.</summary>
    public static IReadOnlyList<FoundData> In(string folder) => !Directory.Exists(folder)
        ? []
        :
        [
            .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).Select(Look).OfType<FoundData>(),
            .. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Where(PackFile.IsPack).Select(Pack),
        ];

    private static FoundData Pack(string file)
    {
        try
        {
            var dataset = new PackedImages(new PackedOptions { Root = file });
            var splits = dataset.Splits.ToDictionary(split => split.Name(), dataset.Count);
            return new FoundData(file, $"packed {dataset.Recipe}", splits.Values.Sum(), splits, null, null);
        }
        catch (UserErrorException e)
        {
            // A listing goes on past what is damaged.
            return new FoundData(file, e.Message, 0, new Dictionary<string, int>(), null, null);
        }
    }

    private static FoundData? Look(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true })
            .Where(ImageFile.HasImageExtension)
            .Select(file => System.IO.Path.GetRelativePath(folder, file))
            .ToArray();
        if (files.Length == 0)
            return null;
        var splits = Enum.GetValues<Split>()
            .Select(
                split => (
                    Name: split.Name(),
                    Count: files.Count(f => f.StartsWith(split.Name() + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal))))
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
