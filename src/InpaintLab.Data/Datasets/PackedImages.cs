using InpaintLab.Core.Errors;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Packing;

namespace InpaintLab.Data.Datasets;

/// <summary>Options of <see cref="PackedImages"/>; the splits are those that were packed, unless lists say otherwise.</summary>
public sealed record PackedOptions : ImageFileOptions
{
    /// <summary>The file that <c>data pack</c> made.</summary>
    [Path]
    public required string Root { get; init; }

    /// <summary>List of the train split (text, one name of a packed image a line).</summary>
    [Path]
    public string? TrainList { get; init; }

    /// <summary>List of the val split.</summary>
    [Path]
    public string? ValList { get; init; }

    /// <summary>List of the test split.</summary>
    [Path]
    public string? TestList { get; init; }
}

/// <summary>
/// The images of another dataset in one memory-mapped file, made by <c>data pack</c>. Names, order, crops and masks are those of the
/// source, and so is the manifest hash (when all its splits were packed), which is made of the names and the lengths of the files that were
/// packed: results compare. Pixels are those of the source with the same options, bit for bit; of images that were packed at a side, those
/// of the source with <c>resize</c> at that side.
/// </summary>
[Dataset("packed")]
public sealed class PackedImages : ImageFileDataset
{
    private const string Kind = "dataset 'packed'";

    private readonly PackFile _pack;

    /// <summary>Opens the file; reads no image.</summary>
    /// <exception cref="UserErrorException">The file is missing, damaged or no pack, or options do not fit how it was packed.</exception>
    public PackedImages(PackedOptions options)
        : this(options, PackFile.Open(options.Root, $"{Kind}, root"))
    {
    }

    private PackedImages(PackedOptions options, PackFile pack)
        : base(AsPacked(options, pack), () => FindSplits(options, pack)) => _pack = pack;

    /// <summary>How its images were made.</summary>
    public PackRecipe Recipe => _pack.Recipe;

    /// <summary>Every image of the file once, in the order of splits.</summary>
    public ImageEntry[] AllImages() => AllOf(_pack);

    /// <inheritdoc/>
    protected internal override int? CentreCrop => _pack.Recipe.CentreCrop;

    /// <inheritdoc/>
    internal override string? WhyNotDeferred => Recipe.Storage == PackStorage.Decoded
        ? $"'{_pack.Path}' has {Recipe}, which need no decoding: leave training.decode out, or pack the files ('data pack --store files')"
        : base.WhyNotDeferred;

    /// <inheritdoc/>
    protected override string HowToAdd(Split split) => $" Pack the source with that split, or name its images in {split.Name()}_list.";

    // Images that were scaled already are as if resize had been set to their side, for crops and for the manifest hash alike.
    private static PackedOptions AsPacked(PackedOptions options, PackFile pack)
    {
        if (pack.Recipe.Side is not { } side)
            return options;
        if (options.Resize is { } resize && resize != side)
        {
            throw new UserErrorException(
                $"{Kind}: expected no resize, or {side}: the shorter side at which '{options.Root}' was packed; received {resize}");
        }

        if (options.Filter != pack.Recipe.Filter)
        {
            throw new UserErrorException($"{Kind}: expected filter {pack.Recipe.Filter.ToString().ToLowerInvariant()}, "
                + $"by which the images of '{options.Root}' were scaled; received {options.Filter.ToString().ToLowerInvariant()}");
        }

        return options with { Resize = side };
    }

    private static IReadOnlyDictionary<Split, ImageEntry[]> FindSplits(PackedOptions options, PackFile pack)
    {
        (Split Split, string? List)[] lists =
            [(Split.Train, options.TrainList), (Split.Val, options.ValList), (Split.Test, options.TestList)];
        if (lists.All(l => l.List is null))
            return pack.Splits;
        var images = AllOf(pack).ToDictionary(e => e.Id);
        var splits = lists.Where(l => l.List is not null)
            .ToDictionary(l => l.Split, l => Named(l.List!, $"{Kind}, {l.Split.Name()}_list", images, options.Root));
        ImageList.RequireDisjoint(splits, Kind);
        return splits;
    }

    private static ImageEntry[] AllOf(PackFile pack) => [.. pack.Splits.OrderBy(s => s.Key).SelectMany(s => s.Value).DistinctBy(e => e.Id)];

    private static ImageEntry[] Named(string list, string what, Dictionary<string, ImageEntry> images, string pack)
    {
        var lines = ImageList.Lines(list, what);
        if (lines.Length == 0)
            throw new UserErrorException($"{what}: expected one name of a packed image a line in '{list}', found none");
        return Array.ConvertAll(lines, line => images.TryGetValue(line, out var entry)
            ? entry
            : throw new UserErrorException($"{what}: '{pack}' has no image '{line}', which '{list}' names.{Hint(line, images.Keys)}"));
    }

    private static string Hint(string name, IEnumerable<string> names) =>
        NearestName.Of(name, names) is { } nearest ? $" Did you mean '{nearest}'?" : "";
}
