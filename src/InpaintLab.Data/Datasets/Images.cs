using System.ComponentModel.DataAnnotations;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;

namespace InpaintLab.Data.Datasets;

/// <summary>
/// Options of <see cref="Images"/>. The splits come from sub-folders of root (the default), from flists, or from a ratio.
/// </summary>
public sealed record ImagesOptions : ImageFileOptions
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
    [TextForm(SplitRatio.Form, SplitRatio.Expected)]
    public string? Ratio { get; init; }

    /// <summary>Which image goes to which split by ratio; apart from the run's seed, so that all runs see the same splits.</summary>
    public long SplitSeed { get; init; }

    /// <summary>One way of splitting, with all that it needs.</summary>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var result in base.Validate(validationContext))
            yield return result;
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
/// <param name="options">Where they are and how they are cropped.</param>
/// <exception cref="UserErrorException">A folder or list is missing or empty, or options contradict each other.</exception>
[Dataset("images")]
public sealed class Images(ImagesOptions options) : ImageFileDataset(options, () => FindSplits(options))
{
    private const string Kind = "dataset 'images'";

    /// <inheritdoc/>
    protected override string HowToAdd(Split split)
    {
        var folder = split switch { Split.Train => options.Train, Split.Val => options.Val, _ => options.Test };
        var place = options.Root is { } root ? $" in '{root}'" : "";
        return $" Expected a sub-folder '{folder}'{place}, {split.Name()}_list, or a ratio with that split.";
    }

    private static Dictionary<Split, ImageEntry[]> FindSplits(ImagesOptions options)
    {
        (Split Split, string? List)[] lists =
            [(Split.Train, options.TrainList), (Split.Val, options.ValList), (Split.Test, options.TestList)];
        var given = lists.Where(l => l.List is not null).ToArray();
        if (given.Length > 0)
            return FromLists(options, given!);
        if (options.List is { } list)
            return SplitRatio.Divide(ImageList.Read(list, options.Root, $"{Kind}, list"), options.Ratio!, options.SplitSeed);
        var root = options.Root!;
        if (options.Ratio is not null)
            return SplitRatio.Divide(ImageFolder.Entries(root, "", Kind), options.Ratio, options.SplitSeed);
        ImageFolder.Require(root, $"{Kind}, root");
        (Split Split, string Name)[] names = [(Split.Train, options.Train), (Split.Val, options.Val), (Split.Test, options.Test)];
        var splits = ImageFolder.Splits(root, Kind, names);
        if (splits.Count > 0)
            return splits;
        var expected = string.Join(", ", names.Select(n => $"'{n.Name}'"));
        throw new UserErrorException(
            $"{Kind}: expected sub-folders {expected} in root '{root}', found none of them. Set their names (train, val, test), "
            + "or ratio (e.g. '70:30') to split all images below root.");
    }

    private static Dictionary<Split, ImageEntry[]> FromLists(ImagesOptions options, (Split Split, string List)[] lists)
    {
        var splits = lists.ToDictionary(l => l.Split, l => ImageList.Read(l.List, options.Root, $"{Kind}, {l.Split.Name()}_list"));
        ImageList.RequireDisjoint(splits, Kind);
        return splits;
    }
}
