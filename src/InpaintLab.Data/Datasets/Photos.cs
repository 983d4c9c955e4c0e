using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;

namespace InpaintLab.Data.Datasets;

/// <summary>Options of <see cref="Photos"/>.</summary>
public sealed record PhotosOptions : ImageFileOptions
{
    /// <summary>The folder that <c>data get photos</c> made.</summary>
    [Path]
    public string Root { get; init; } = DataHome.Photos;
}

/// <summary>
/// A few dozen freely licensed photographs of several megapixels, which <c>data get photos</c> takes from Debian packages. Its splits are
/// different photographs; crops_per_image and min_crop make many images of each.
/// </summary>
/// <param name="options">Where they are and how they are cropped.</param>
/// <exception cref="UserErrorException">They have not been fetched.</exception>
[Dataset("photos")]
public sealed class Photos(PhotosOptions options) : ImageFileDataset(options, () => FindSplits(options))
{
    private static Dictionary<Split, ImageEntry[]> FindSplits(PhotosOptions options)
    {
        const string what = "dataset 'photos'";
        var splits = ImageFolder.Splits(options.Root, what, Enum.GetValues<Split>().Select(split => (split, split.Name())));
        return splits.Count > 0
            ? splits
            : throw new UserErrorException(
                $"{what}: expected the folders train, val and test in '{options.Root}', found none. "
                + "Get the photographs first: ./inpaintlab data get "
                + $"photos{(options.Root == DataHome.Photos ? "" : $" -o {options.Root}")}");
    }
}
