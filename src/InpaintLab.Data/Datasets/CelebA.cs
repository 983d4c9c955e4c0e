using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Data.Datasets;

/// <summary>Options of <see cref="CelebA"/>; the crop is the middle one by default, since faces are aligned to it.</summary>
public sealed record CelebAOptions : ImageFileOptions
{
    /// <summary>The defaults.</summary>
    public CelebAOptions() => Crop = CropMode.Center;

    /// <summary>The folder with img_align_celeba and list_eval_partition.txt (also below Img/ and Eval/, as published).</summary>
    [Path]
    public required string Root { get; init; }

    /// <summary>
    /// The side of the square that is cut from the middle of each 178 x 218 image before all else, px: 178 is usual, 108 and 148 show the
    /// face alone; null = none.
    /// </summary>
    [Range(16, 178)]
    public int? CenterCrop { get; init; } = 178;
}

/// <summary>
/// CelebA, aligned faces of 178 x 218 px: 162,770 train, 19,867 val and 19,962 test images by its list_eval_partition.txt.
/// </summary>
/// <param name="options">Where it is and how it is cropped.</param>
/// <exception cref="UserErrorException">The images or the list are missing.</exception>
[Dataset("celeba", Source = "arXiv:1411.7766")]
public sealed class CelebA(CelebAOptions options) : ImageFileDataset(options, () => FindSplits(options))
{
    /// <summary>Where the images and the split can be had.</summary>
    internal const string Page = "https://mmlab.ie.cuhk.edu.hk/projects/CelebA.html";

    private const string Kind = "dataset 'celeba'";

    /// <inheritdoc/>
    protected internal override int? CentreCrop => options.CenterCrop;

    private static Dictionary<Split, ImageEntry[]> FindSplits(CelebAOptions options)
    {
        ImageFolder.Require(options.Root, $"{Kind}, root");
        var folder = new PublishedFolder(options.Root, Kind, Page);
        var images = folder.RequireFolder(
            "img_align_celeba", "Img/img_align_celeba", "img_align_celeba_png", "Img/img_align_celeba_png");
        // One copy in circulation has the folder twice.
        images = folder.FindFolder($"{images}/img_align_celeba") ?? images;
        var png = images.EndsWith("_png", StringComparison.Ordinal);
        return CelebAPartition.Read(folder.RequireFile(CelebAPartition.Places), folder)
            .GroupBy(line => line.Split, line => line.File)
            .ToDictionary(split => split.Key, split => ImageList.RequireSome(
                [.. split.Select(file => new ImageEntry(options.Root, $"{images}/{(png ? Path.ChangeExtension(file, ".png") : file)}"))],
                images,
                $"{Kind}, split {split.Key.Name()}",
                $"The images can be had from {Page}"));
    }
}
