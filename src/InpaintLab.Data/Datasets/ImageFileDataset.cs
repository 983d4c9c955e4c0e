using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Data.Manifests;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Datasets;

/// <summary>
/// The base of every dataset of image files. What differs between them is where the files of each split are; reading, cropping, mirroring
/// and the manifest are here.
/// </summary>
public abstract class ImageFileDataset : IDataset
{
    // Of the crops of evaluation: like the evaluation's masks they are not the run's, so that runs of different seeds can be compared.
    private const long CropSeed = 0;

    private readonly ImageFileOptions _options;
    private readonly IReadOnlyDictionary<Split, ImageEntry[]> _splits;
    private readonly BoundedCache<ImageEntry, ImageBuffer> _cache;
    private readonly Lazy<string> _manifestHash;
    private readonly Lazy<IReadOnlyDictionary<Split, ImageEntry[]>> _withoutLeaks;
    private ImageManifest? _found;

    /// <summary>Takes the files; none is opened.</summary>
    /// <param name="options">How squares are made of them.</param>
    /// <param name="findSplits">Finds the files of each split; called once the options have been checked.</param>
    /// <exception cref="UserErrorException">Options contradict each other, or a folder or list is missing.</exception>
    protected ImageFileDataset(ImageFileOptions options, Func<IReadOnlyDictionary<Split, ImageEntry[]>> findSplits)
    {
        Name = GetType().GetCustomAttribute<DatasetAttribute>()?.Name ?? GetType().Name;
        OptionsCheck.Require(What, options);
        (_options, _splits) = (options, findSplits());
        if (_splits.Values.Any(files => (long)files.Length * options.CropsPerImage > int.MaxValue))
        {
            throw new UserErrorException(
                $"{What}: {options.CropsPerImage} crops_per_image make more than {int.MaxValue} images; expected fewer");
        }

        _cache = new(options.CacheMegabytes * 1024L * 1024, image => image.Bytes.Length);
        _manifestHash = new Lazy<string>(ComputeManifestHash);
        _withoutLeaks = new Lazy<IReadOnlyDictionary<Split, ImageEntry[]>>(WithoutLeaks);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Split> Splits => [.. _splits.Keys.Order()];

    /// <inheritdoc/>
    public string ManifestHash => _manifestHash.Value;

    /// <summary>How squares are made of the images.</summary>
    public ImageFileOptions Options => _options;

    /// <summary>What specs call it, e.g. "images".</summary>
    internal string Name { get; }

    /// <summary>The dataset as messages call it, e.g. "dataset 'images'".</summary>
    protected string What => $"dataset '{Name}'";

    /// <inheritdoc/>
    public int Count(Split split) => Files(split).Count * _options.CropsPerImage;

    /// <summary>The files of a split, in order.</summary>
    /// <exception cref="UserErrorException">The split does not exist.</exception>
    public IReadOnlyList<ImageEntry> Files(Split split)
    {
        if (_splits.TryGetValue(split, out var files))
            return split != Split.Test && _options.Leaks == LeakPolicy.Exclude ? _withoutLeaks.Value[split] : files;
        throw new UserErrorException(
            $"{What}: has no {split.Name()} split; it has {string.Join(", ", Splits.Select(s => s.Name()))}.{HowToAdd(split)}");
    }

    /// <summary>What becomes of images that a later split has, too.</summary>
    public LeakPolicy Leaks => _options.Leaks;

    /// <summary>The files by their contents, as a run uses them: without those that <see cref="LeakPolicy.Exclude"/> leaves out.</summary>
    /// <param name="progress">
    /// Called after each file with how many were read and how many there are, when they are read for the first time.
    /// </param>
    public ImageManifest ReadManifest(Action<int, int>? progress = null) =>
        _options.Leaks == LeakPolicy.Exclude ? FindManifest(progress).WithoutLeaks() : FindManifest(progress);

    /// <summary>The images that a later split has, too, whatever becomes of them.</summary>
    public IReadOnlyList<Leak> FindLeaks() => FindManifest(progress: null).Leaks;

    /// <summary>Reads all files, once for each state that they are in, and refuses leaks where that is what the options ask for.</summary>
    /// <param name="progress">See <see cref="ReadManifest"/>.</param>
    /// <exception cref="UserErrorException">There are leaks: the pairs are named.</exception>
    public void RefuseLeaks(Action<int, int>? progress = null)
    {
        if (FindManifest(progress).Leaks is not { Count: > 0 } leaks || _options.Leaks != LeakPolicy.Refuse)
            return;
        const int listed = 10;
        var pairs = string.Concat(leaks.Take(listed).Select(leak => $"\n  {leak}"));
        var more = leaks.Count > listed ? $"\n  and {leaks.Count - listed} more" : "";
        var harm = leaks.Any(leak => leak.From == Split.Train)
            ? "what is tested would have been trained on"
            : "what is tested would have chosen the model";
        throw new UserErrorException(
            $"{What}: expected no image in two splits, found {leaks.Count} pairs, so that {harm}:{pairs}{more}\n"
            + "Set dataset.leaks to exclude (train without these images, and leave those of test out of val) or to allow (use them).");
    }

    /// <inheritdoc/>
    public string Id(Split split, int index)
    {
        var file = FileOf(split, index, out var crop);
        return _options.CropsPerImage == 1 ? file.Id : $"{file.Id}#{crop:d4}";
    }

    /// <inheritdoc/>
    public void Read(Split split, int index, int resolution, RandomStream? augmentation, Span<float> image)
    {
        var entry = FileOf(split, index, out var crop);
        var file = _cache.Get(entry, e => SquareCrop.Shrink(Prepare(e.Read()), _options.Resize, _options.Filter));
        WriteSquare(file, resolution, augmentation, StreamOfPlace(entry, crop, augmentation), image);
    }

    /// <summary>
    /// The image that <see cref="Read"/> gives, as a file and what is to be done to its picture where it is a <see cref="PlainJpeg"/>, else
    /// as pixels. The same numbers are drawn from the same streams.
    /// </summary>
    /// <param name="split">Which split.</param>
    /// <param name="index">Which image, from 0 below <see cref="Count"/>.</param>
    /// <param name="resolution">The side, px.</param>
    /// <param name="augmentation">Numbers for random crop and flips; null = centre crop, no flip.</param>
    /// <exception cref="UserErrorException">As for <see cref="Read"/>, or the square of a JPEG would have to be scaled.</exception>
    internal DeferredImage ReadDeferred(Split split, int index, int resolution, RandomStream? augmentation)
    {
        var entry = FileOf(split, index, out var crop);
        var file = entry.ReadBytes();
        var place = StreamOfPlace(entry, crop, augmentation);
        if (PlainJpeg.Read(entry.Path, file) is not { } jpeg)
        {
            var pixels = new float[3 * resolution * resolution];
            var image = SquareCrop.Shrink(Prepare(ImageFile.Decode(entry.Path, file)), _options.Resize, _options.Filter);
            WriteSquare(image, resolution, augmentation, place, pixels);
            return new DecodedImage(pixels);
        }

        var frame = Frame(jpeg.Size.Width, jpeg.Size.Height);
        var isScaled = _options.Resize is { } length && length != Math.Min(frame.Width, frame.Height);
        var square = isScaled ? default : SquareCrop.Place(frame.Width, frame.Height, resolution, _options, place);
        if (square.Width != resolution || square.Height != resolution)
        {
            throw new UserErrorException(
                $"{entry.Path}: expected a JPEG of which a square of {resolution} px is used as it is, since training.decode: gpu scales "
                    + $"none; received {jpeg.Size} pixels. Set dataset.resize to the shorter side of the files where all have the same, "
                    + $"store them smaller, pack them decoded ('data pack --store decoded --side {resolution}': nothing is left to decode "
                    + "then), or set training.decode: cpu");
        }

        var (leftRight, upDown) = Flip.Toss(augmentation, _options.HorizontalFlip, _options.VerticalFlip);
        return new EncodedImage(entry.Path, file, jpeg, frame.Left + square.Left, frame.Top + square.Top, leftRight, upDown);
    }

    /// <summary>Why its files cannot be decoded where batches go, and what to do; null when they can.</summary>
    internal virtual string? WhyNotDeferred => this switch
    {
        { _options.MinCrop: not null } => "dataset.min_crop has squares scaled: leave it out",
        { _options.CacheMegabytes: > 0 } => "dataset.cache_megabytes keeps decoded files: set it to 0",
        _ => null,
    };

    /// <summary>
    /// The side of the square that is cut from the middle of each picture before all else, px; null (the default) = none.
    /// </summary>
    protected internal virtual int? CentreCrop => null;

    /// <summary>What is done to each picture before all else: <see cref="CentreCrop"/>.</summary>
    /// <exception cref="UserErrorException">The picture is smaller.</exception>
    internal ImageBuffer Prepare(ImageBuffer image)
    {
        var frame = Frame(image.Width, image.Height);
        return CentreCrop is null ? image : image.Crop(frame.Left, frame.Top, frame.Width, frame.Height);
    }

    /// <summary>A sentence (with a space before it) on how the user gets a split that is not there; none by default.</summary>
    protected virtual string HowToAdd(Split split) => "";

    // What CentreCrop leaves of a picture.
    private CropBox Frame(int width, int height)
    {
        if (CentreCrop is not { } side)
            return new CropBox(0, 0, width, height);
        return side <= Math.Min(width, height)
            ? new CropBox((width - side) / 2, (height - side) / 2, side, side)
            : throw new UserErrorException(
                $"{What}: center_crop {side} does not fit into an image of {width} x {height} px; expected a smaller square, or none");
    }

    private RandomStream? StreamOfPlace(ImageEntry entry, int crop, RandomStream? augmentation) =>
        augmentation is null && _options.CropsPerImage > 1
            ? RandomStream.Create(CropSeed, $"evaluation-crop/{entry.Id}", 0, crop)
            : augmentation;

    private void WriteSquare(ImageBuffer file, int resolution, RandomStream? augmentation, RandomStream? place, Span<float> image)
    {
        SquareCrop.Cut(file, resolution, _options, place).CopyPlanarTo(image, 3);
        Flip.AtRandom(image, 3, resolution, resolution, augmentation, _options.HorizontalFlip, _options.VerticalFlip);
    }

    private ImageEntry FileOf(Split split, int index, out int crop)
    {
        crop = index % _options.CropsPerImage;
        return Files(split)[index / _options.CropsPerImage];
    }

    private ImageManifest FindManifest(Action<int, int>? progress) =>
        _found ??= ManifestCache.Default().Get([.. Splits.Select(split => (split, (IReadOnlyList<ImageEntry>)_splits[split]))], progress);

    private Dictionary<Split, ImageEntry[]> WithoutLeaks()
    {
        var leaking = FindLeaks().Select(leak => (leak.From, leak.Image)).ToHashSet();
        var kept = _splits.ToDictionary(s => s.Key, s => s.Value.Where(entry => !leaking.Contains((s.Key, entry.Id))).ToArray());
        foreach (var (split, files) in kept)
        {
            if (files.Length == 0)
            {
                var use = split == Split.Train ? "to train on" : "to validate with";
                throw new UserErrorException(
                    $"{What}: leaks: exclude leaves nothing {use}; all {_splits[split].Length} images of {split.Name()} are in "
                        + "another split, too");
            }
        }

        return kept;
    }

    private string ComputeManifestHash()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var split in Splits)
        {
            sha.AppendData(Encoding.UTF8.GetBytes($"[{split.Name()}]\n"));
            foreach (var entry in Files(split))
                sha.AppendData(Encoding.UTF8.GetBytes($"{entry.Id}\t{entry.Length}\n"));
        }

        if (_options.CropsPerImage > 1)
        {
            var crops = FormattableString.Invariant($"{_options.CropsPerImage} {_options.MinCrop} {_options.MaxCrop} {_options.Resize}");
            sha.AppendData(Encoding.UTF8.GetBytes($"[crops {crops}]\n"));
        }

        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
