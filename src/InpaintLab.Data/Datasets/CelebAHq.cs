using System.Globalization;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Transforms;

namespace InpaintLab.Data.Datasets;

/// <summary>How CelebA-HQ, which has no split of its own, is split.</summary>
public enum CelebAHqSplit
{
    /// <summary>By folders when there is a train folder, by CelebA when its two lists are there, else an error.</summary>
    Auto,

    /// <summary>Each image as its original in CelebA: 24,183 train, 2,993 val and 2,824 test images.</summary>
    Celeba,

    /// <summary>By number: 0 to 27,999 train, 28,000 to 29,999 val.</summary>
    By28k2k,

    /// <summary>By folders: train, val (StarGAN v2's copy), or train_256, val_source_256, visual_test_source_256 (LaMa's copy).</summary>
    Folders,
}

/// <summary>Options of <see cref="CelebAHq"/>; the crop is the middle one by default, which is the whole image.</summary>
public sealed record CelebAHqOptions : ImageFileOptions
{
    /// <summary>The defaults.</summary>
    public CelebAHqOptions() => Crop = CropMode.Center;

    /// <summary>The dataset's folder, e.g. CelebAMask-HQ.</summary>
    [Path]
    public required string Root { get; init; }

    /// <summary>How it is split.</summary>
    public CelebAHqSplit SplitBy { get; init; }

    /// <summary>Sub-folder of root with the 30,000 images, named by their number; null = CelebA-HQ-img or celeba_hq_256.</summary>
    public string? Images { get; init; }
}

/// <summary>CelebA-HQ: 30,000 faces of 1024 x 1024 px (or smaller copies), numbered from 0 as in CelebAMask-HQ.</summary>
/// <param name="options">Where it is and how it is split.</param>
/// <exception cref="UserErrorException">The images or the lists that the split needs are missing.</exception>
[Dataset("celeba-hq", Source = "arXiv:1710.10196")]
public sealed class CelebAHq(CelebAHqOptions options) : ImageFileDataset(options, () => FindSplits(options))
{
    private const string Kind = "dataset 'celeba-hq'";
    private const string Page = "https://github.com/switchablenorms/CelebAMask-HQ";
    private const string Mapping = "CelebA-HQ-to-CelebA-mapping.txt";
    private const int TrainNumbers = 28_000;

    private static readonly (Split Split, string[] Names)[] Folders =
    [
        (Split.Train, ["train", "train_256"]),
        (Split.Val, ["val", "val_256", "val_source_256"]),
        (Split.Test, ["test", "test_256", "visual_test_source_256"]),
    ];

    private static IReadOnlyDictionary<Split, ImageEntry[]> FindSplits(CelebAHqOptions options)
    {
        ImageFolder.Require(options.Root, $"{Kind}, root");
        var folder = new PublishedFolder(options.Root, Kind, Page);
        return options.SplitBy switch
        {
            CelebAHqSplit.Folders => FromFolders(options, folder),
            CelebAHqSplit.By28k2k => FromNumbers(options, folder, number => number < TrainNumbers ? Split.Train : Split.Val),
            CelebAHqSplit.Auto when folder.FindFolder(Folders[0].Names) is not null => FromFolders(options, folder),
            _ => FromNumbers(options, folder, SplitOfOriginal(folder)),
        };
    }

    private static Dictionary<Split, ImageEntry[]> FromFolders(CelebAHqOptions options, PublishedFolder folder)
    {
        _ = folder.RequireFolder(Folders[0].Names);
        return ImageFolder.Splits(
            options.Root, Kind, Folders.Select(f => (f.Split, folder.FindFolder(f.Names) ?? f.Names[0])));
    }

    private static Dictionary<Split, ImageEntry[]> FromNumbers(CelebAHqOptions options, PublishedFolder folder, Func<int, Split> splitOf)
    {
        var images = folder.RequireFolder(options.Images is { } given ? [given] : ["CelebA-HQ-img", "celeba_hq_256"]);
        return ImageFolder.Entries(options.Root, images, Kind)
            .Select(entry => (entry, Number: NumberOf(entry)))
            .OrderBy(image => image.Number)
            .GroupBy(image => splitOf(image.Number), image => image.entry)
            .ToDictionary(split => split.Key, split => split.ToArray());
    }

    // Lines of the mapping: "idx orig_idx orig_file", then e.g. "0      119613        119614.jpg".
    private static Func<int, Split> SplitOfOriginal(PublishedFolder folder)
    {
        var mapping = folder.RequireFile(Mapping);
        var partition = CelebAPartition.Read(folder.RequireFile(CelebAPartition.Places), folder).ToDictionary(l => l.File, l => l.Split);
        var splits = new Dictionary<int, Split>();
        foreach (var (line, index) in File.ReadLines(mapping).Select((line, index) => (line, index)).Skip(1))
        {
            var parts = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0)
                continue;
            splits[parts.Length == 3 && int.TryParse(parts[0], out var number) ? number
                : throw folder.BadLine(mapping, index + 1, "three columns: number, number in CelebA, file in CelebA", line)] =
                partition.TryGetValue(parts[2], out var split) ? split
                : throw folder.BadLine(mapping, index + 1, "a file of list_eval_partition.txt in the third column", line);
        }

        return number => splits.TryGetValue(number, out var split)
            ? split
            : throw new UserErrorException($"{Kind}: image {number} is not in {mapping}; expected numbers 0 to 29,999");
    }

    private static int NumberOf(ImageEntry entry) =>
        int.TryParse(Path.GetFileNameWithoutExtension(entry.Id), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UserErrorException($"{Kind}: expected images named by their number, e.g. 0.jpg to 29999.jpg, found '{entry.Id}'");
}
