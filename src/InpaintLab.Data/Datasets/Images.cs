using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Datasets;

/// <summary>
/// Options of <see cref="Images"/>. The splits come from sub-folders of root (the default), from flists, or from a ratio.
/// </summary>
public sealed record ImagesOptions : IValidatableObject
{
    /// <summary>The folder of the images; with flists, where their relative paths start (default: the list's own folder).</summary>
    [Path]
    public string? Root { get; init; }

    /// <summary>Sub-folder of root with the train split.</summary>
    public string Train { get; init; } = "train";

    /// <summary>Sub-folder of root with the val split.</summary>
    public string Val { get; init; } = "val";

    /// <summary>Sub-folder of root with the test split.</summary>
    public string Test { get; init; } = "test";

    /// <summary>Flist of the train split (text, one image path a line).</summary>
    [Path]
    public string? TrainList { get; init; }

    /// <summary>Flist of the val split.</summary>
    [Path]
    public string? ValList { get; init; }

    /// <summary>Flist of the test split.</summary>
    [Path]
    public string? TestList { get; init; }

    /// <summary>Flist of all images, to be split by ratio.</summary>
    [Path]
    public string? List { get; init; }

    /// <summary>Splits all images of root, or of list, at random: "70:30" = train:val, "80:10:10" = train:val:test.</summary>
    [TextForm(@"[0-9.]+(:[0-9.]+){1,2}", "shares such as 70:30 or 80:10:10")]
    public string? Ratio { get; init; }

    /// <summary>Which image goes to which split by ratio; apart from the run's seed, so that all runs see the same splits.</summary>
    public long SplitSeed { get; init; }

    /// <summary>Which part of a training image becomes the square; evaluation takes the middle.</summary>
    public CropMode Crop { get; init; } = CropMode.Random;

    /// <summary>The shorter side after resizing and before cropping, px; null = crop the largest square, then resize it.</summary>
    [Range(1, 65536)]
    public int? Resize { get; init; }

    /// <summary>How pixels are averaged when resizing.</summary>
    public ResizeFilter Filter { get; init; } = ResizeFilter.Bicubic;

    /// <summary>Whether training images are mirrored left-right at random.</summary>
    public bool HorizontalFlip { get; init; } = true;

    /// <summary>Whether training images are mirrored top-bottom at random.</summary>
    public bool VerticalFlip { get; init; }

    /// <summary>One way of splitting, with all that it needs.</summary>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var lists = (TrainList ?? ValList ?? TestList) is not null;
        if (lists && (Ratio ?? List) is not null)
            yield return OptionsCheck.Error("expected either train_list, val_list and test_list, or ratio; received both", nameof(Ratio));
        if (List is not null && Ratio is null)
            yield return OptionsCheck.Error("list needs a ratio by which to split it, e.g. ratio: '70:30'", nameof(List));
        if (Root is null && List is null && !lists)
            yield return OptionsCheck.Error("expected root (a folder), or train_list and val_list; received neither", nameof(Root));
    }
}

/// <summary>JPEG and PNG files: a folder tree, or flists (text files of paths).</summary>
[Dataset("images")]
public sealed class Images : IDataset
{
    private readonly ImagesOptions _options;
    private readonly Dictionary<Split, ImageEntry[]> _splits;
    private readonly Lazy<string> _manifestHash;

    /// <summary>Lists the files; none is opened.</summary>
    /// <exception cref="UserErrorException">A folder or list is missing or empty, or options contradict each other.</exception>
    public Images(ImagesOptions options)
    {
        OptionsCheck.Require("dataset 'images'", options);
        _options = options;
        _splits = FindSplits(options);
        _manifestHash = new Lazy<string>(ComputeManifestHash);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Split> Splits => [.. _splits.Keys.Order()];

    /// <inheritdoc/>
    public string ManifestHash => _manifestHash.Value;

    /// <inheritdoc/>
    public int Count(Split split) => Entries(split).Length;

    /// <inheritdoc/>
    public string Id(Split split, int index) => Entries(split)[index].Id;

    /// <inheritdoc/>
    public void Read(Split split, int index, int resolution, RandomStream? augmentation, Span<float> image)
    {
        var file = ImageFile.Read(Entries(split)[index].Path);
        var square = SquareCrop.Apply(file, resolution, _options.Crop, _options.Resize, _options.Filter, augmentation);
        square.CopyPlanarTo(image, 3);
        Flip.AtRandom(image, 3, resolution, resolution, augmentation, _options.HorizontalFlip, _options.VerticalFlip);
    }

    private static Dictionary<Split, ImageEntry[]> FindSplits(ImagesOptions options)
    {
        (Split Split, string? List)[] lists =
            [(Split.Train, options.TrainList), (Split.Val, options.ValList), (Split.Test, options.TestList)];
        var given = lists.Where(l => l.List is not null).ToArray();
        if (given.Length > 0)
            return FromLists(options, given!);
        if (options.List is { } list)
            return SplitRatio.Divide(ImageList.Read(list, options.Root, "dataset 'images', list"), options.Ratio!, options.SplitSeed);
        var root = options.Root!;
        if (options.Ratio is not null)
        {
            var all = ImageFolder.List(root, "dataset 'images'");
            return SplitRatio.Divide(Array.ConvertAll(all, id => new ImageEntry(root, id)), options.Ratio, options.SplitSeed);
        }

        return FromSubFolders(options, root);
    }

    private static Dictionary<Split, ImageEntry[]> FromLists(ImagesOptions options, (Split Split, string List)[] lists)
    {
        var splits = lists.ToDictionary(
            l => l.Split, l => ImageList.Read(l.List, options.Root, $"dataset 'images', {l.Split.Name()}_list"));
        if (splits.TryGetValue(Split.Train, out var train))
        {
            var trained = train.Select(e => e.Path).ToHashSet(StringComparer.Ordinal);
            foreach (var (split, entries) in splits.Where(s => s.Key != Split.Train))
            {
                if (entries.Where(e => trained.Contains(e.Path)).Select(e => e.Id).FirstOrDefault() is { } shared)
                {
                    throw new UserErrorException(
                        $"dataset 'images': '{shared}' stands in train_list and in {split.Name()}_list; expected no common images");
                }
            }
        }

        return splits;
    }

    private static Dictionary<Split, ImageEntry[]> FromSubFolders(ImagesOptions options, string root)
    {
        const string what = "dataset 'images'";
        ImageFolder.Require(root, $"{what}, root");
        (Split Split, string Name)[] names = [(Split.Train, options.Train), (Split.Val, options.Val), (Split.Test, options.Test)];
        var splits = new Dictionary<Split, ImageEntry[]>();
        foreach (var (split, name) in names)
        {
            var folder = Path.Combine(root, name);
            if (!Directory.Exists(folder))
                continue;
            var files = ImageFolder.List(folder, $"{what}, split {split.Name()}");
            splits[split] = Array.ConvertAll(files, id => new ImageEntry(root, $"{name}/{id}"));
        }

        if (splits.Count > 0)
            return splits;
        var expected = string.Join(", ", names.Select(n => $"'{n.Name}'"));
        throw new UserErrorException(
            $"{what}: expected sub-folders {expected} in root '{root}', found none of them. Set their names (train, val, test), "
            + "or ratio (e.g. '70:30') to split all images below root.");
    }

    private ImageEntry[] Entries(Split split)
    {
        if (_splits.TryGetValue(split, out var entries))
            return entries;
        var folder = split switch { Split.Train => _options.Train, Split.Val => _options.Val, _ => _options.Test };
        var place = _options.Root is { } root ? $" at '{root}'" : "";
        throw new UserErrorException(
            $"dataset 'images'{place}: has no {split.Name()} split; it has {string.Join(", ", Splits.Select(s => s.Name()))}. "
            + $"Expected a sub-folder '{folder}', {split.Name()}_list, or a ratio with that split.");
    }

    private string ComputeManifestHash()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in Splits)
        {
            sha.AppendData(Encoding.UTF8.GetBytes($"[{split.Name()}]\n"));
            foreach (var entry in _splits[split])
            {
                var file = new FileInfo(entry.Path);
                sha.AppendData(Encoding.UTF8.GetBytes($"{entry.Id}\t{(file.Exists ? file.Length : -1)}\n"));
            }
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
