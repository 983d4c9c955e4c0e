using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;

namespace InpaintLab.Data.Datasets;

/// <summary>Which of its published archives Places2 was unpacked from.</summary>
public enum Places2Layout
{
    /// <summary>The first that is found, in the order in which they are listed here.</summary>
    Auto,

    /// <summary>places365_standard: train/CLASS/..., val/CLASS/... .</summary>
    Standard,

    /// <summary>Images of 256 x 256: data_256/LETTER/CLASS/..., val_256, test_256.</summary>
    Small,

    /// <summary>Images whose shorter side is at least 512 px: data_large/LETTER/CLASS/..., val_large, test_large.</summary>
    Large,
}

/// <summary>Options of <see cref="Places2"/>.</summary>
public sealed record Places2Options : ImageFileOptions
{
    /// <summary>The folder into which the archives were unpacked.</summary>
    [Path]
    public required string Root { get; init; }

    /// <summary>Which of the archives are read.</summary>
    public Places2Layout Layout { get; init; }

    /// <summary>
    /// The folder of the official lists (places365_train_standard.txt or ..._challenge.txt, places365_val.txt, places365_test.txt), which
    /// then say what images there are and in which order; null = every image of the folders, in the order of their paths.
    /// </summary>
    [Path]
    public string? Lists { get; init; }
}

/// <summary>
/// Places2 (Places365): scenes. Train, val (36,500 images: the "validation set" of the literature) and test are the published splits; one
/// whose folder is missing does not exist here, but train or val must.
/// </summary>
/// <param name="options">Where it is and how it is cropped.</param>
/// <exception cref="UserErrorException">Folders or lists are missing.</exception>
[Dataset("places2", Source = "doi:10.1109/TPAMI.2017.2723009")]
public sealed class Places2(Places2Options options) : ImageFileDataset(options, () => FindSplits(options))
{
    private const string Kind = "dataset 'places2'";
    private const string Page = "http://places2.csail.mit.edu/download.html";

    // In the archives; torchvision adds the variant to the name of the train folder.
    private static readonly (Places2Layout Layout, string[] Train, string Val, string Test)[] Layouts =
    [
        (Places2Layout.Standard, ["train"], "val", "test"),
        (Places2Layout.Small, ["data_256", "data_256_standard", "data_256_challenge"], "val_256", "test_256"),
        (Places2Layout.Large, ["data_large", "data_large_standard", "data_large_challenge"], "val_large", "test_large"),
    ];

    private static readonly (Split Split, string[] Names)[] ListNames =
    [
        (Split.Train, ["places365_train_standard.txt", "places365_train_challenge.txt"]),
        (Split.Val, ["places365_val.txt"]),
        (Split.Test, ["places365_test.txt"]),
    ];

    private static Dictionary<Split, ImageEntry[]> FindSplits(Places2Options options)
    {
        ImageFolder.Require(options.Root, $"{Kind}, root");
        var folder = new PublishedFolder(options.Root, Kind, Page);
        var candidates = Layouts.Where(l => options.Layout == Places2Layout.Auto || l.Layout == options.Layout).ToArray();
        foreach (var (_, trainNames, val, test) in candidates)
        {
            var train = folder.FindFolder(trainNames);
            if (train is null && folder.FindFolder(val) is null)
                continue;
            (Split Split, string Name)[] folders = [(Split.Train, train ?? trainNames[0]), (Split.Val, val), (Split.Test, test)];
            return options.Lists is null
                ? ImageFolder.Splits(options.Root, Kind, folders)
                : FromLists(options, options.Lists, folders);
        }

        throw folder.Missing("folder", [.. candidates.SelectMany(c => c.Train.Append(c.Val))]);
    }

    // A line is "/a/airfield/00000001.jpg 0" or "Places365_val_00000001.jpg 165": the path below the split's folder, then the class.
    private static Dictionary<Split, ImageEntry[]> FromLists(Places2Options options, string lists, (Split Split, string Name)[] folders)
    {
        ImageFolder.Require(lists, $"{Kind}, lists");
        var found = new PublishedFolder(lists, Kind, Page);
        var splits = new Dictionary<Split, ImageEntry[]>();
        foreach (var (split, name) in folders.Where(f => Directory.Exists(Path.Combine(options.Root, f.Name))))
        {
            var entries = File.ReadLines(found.RequireFile(ListNames.First(l => l.Split == split).Names))
                .Select(line => line.Trim().Split(' ')[0].TrimStart('/'))
                .Where(path => path.Length > 0)
                .Select(path => new ImageEntry(options.Root, $"{name}/{path}"))
                .ToArray();
            splits[split] = ImageList.RequireSome(entries, name, $"{Kind}, split {split.Name()}", $"Paths of the list start at '{name}'.");
        }

        return splits;
    }
}
