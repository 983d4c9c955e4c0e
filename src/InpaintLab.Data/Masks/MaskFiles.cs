using InpaintLab.Core.Errors;
using InpaintLab.Data.Datasets;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Masks;

/// <summary>The mask images of a folder tree, read when asked for and kept. Safe to use from several threads at once.</summary>
public sealed class MaskFiles
{
    private const long CacheBytes = 256L * 1024 * 1024;

    private readonly string _root;
    private readonly string[] _files;
    private readonly BoundedCache<(int File, int Height, int Width), byte[]> _pixels = new(CacheBytes, pixels => pixels.Length);
    private readonly BoundedCache<int, MaskFileFacts> _facts = new(CacheBytes, _ => 32);

    /// <summary>Lists the files; none is opened.</summary>
    /// <param name="root">The folder, searched with its sub-folders.</param>
    /// <param name="hole">Which colour is the hole; null = that of the published set, white for others.</param>
    /// <param name="what">What asks for them, for messages.</param>
    /// <exception cref="UserErrorException">The folder is missing, holds no image, or holds sets of opposite polarity.</exception>
    public MaskFiles(string root, MaskPolarity? hole, string what)
    {
        (_root, _files) = (root, ImageFolder.List(root, what));
        var sets = _files.Select(file => MaskFileSet.Of(Path.Combine(root, file))).Distinct().ToArray();
        Set = sets.Length == 1 ? sets[0] : null;
        if (hole is null && sets.Select(set => set?.Hole ?? MaskPolarity.White).Distinct().Count() > 1)
        {
            var names = string.Join(
                ", ", sets.Select(set => set is null ? "other files" : $"{set.Name} ({set.Hole} = hole)".ToLowerInvariant()));
            throw new UserErrorException(
                $"{what}: '{root}' holds masks of opposite polarity: {names}; expected one set (give its own folder as root), or hole: "
                    + "white or black");
        }

        Hole = hole ?? Set?.Hole ?? MaskPolarity.White;
    }

    /// <summary>How many files.</summary>
    public int Count => _files.Length;

    /// <summary>The published set that they are, or null.</summary>
    public MaskFileSet? Set { get; }

    /// <summary>Which colour is the hole.</summary>
    public MaskPolarity Hole { get; }

    /// <summary>A file's path below the root, with '/'.</summary>
    public string Name(int file) => _files[file];

    /// <summary>
    /// A mask resized by nearest neighbour without regard to its shape: Height x Width bytes, 1 = hole; not to be changed.
    /// </summary>
    /// <exception cref="ImageFileException">The file is broken.</exception>
    public byte[] Read(int file, int height, int width) => _pixels.Get((file, height, width), key =>
    {
        var image = ImageFile.Read(Path.Combine(_root, _files[key.File]));
        if (image.Width != key.Width || image.Height != key.Height)
            image = image.Resize(key.Width, key.Height, ResizeFilter.Nearest);
        return MaskFile.FromImage(image, Hole);
    });

    /// <summary>Hole ratio and contact with the border of the file as it is, before any resizing.</summary>
    /// <exception cref="ImageFileException">The file is broken.</exception>
    public MaskFileFacts Facts(int file) => _facts.Get(file, key =>
    {
        var pixels = MaskFile.Read(Path.Combine(_root, _files[key]), out var size, Hole);
        var mask = new Mask(pixels, size.Height, size.Width);
        return new MaskFileFacts(mask.HoleRatio, mask.TouchesBorder);
    });
}

/// <summary>What decides the bin of a mask file.</summary>
/// <param name="HoleRatio">Share of hole pixels, 0 to 1.</param>
/// <param name="TouchesBorder">Whether the hole reaches the first or last row or column.</param>
public readonly record struct MaskFileFacts(double HoleRatio, bool TouchesBorder);
