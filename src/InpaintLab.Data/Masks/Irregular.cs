using System.Collections.Concurrent;
using InpaintLab.Core.Errors;
using InpaintLab.Core.Randomness;
using InpaintLab.Core.Registry;
using InpaintLab.Core.Specs;
using InpaintLab.Data.Datasets;
using InpaintLab.Data.Transforms;
using InpaintLab.Imaging;

namespace InpaintLab.Data.Masks;

/// <summary>Options of <see cref="Irregular"/>.</summary>
public sealed record IrregularOptions : MaskOptions
{
    /// <summary>The folder of the mask images, searched with its sub-folders.</summary>
    [Path]
    public required string Root { get; init; }

    /// <summary>Which colour of the files is the hole.</summary>
    public MaskPolarity Hole { get; init; } = MaskPolarity.White;

    /// <summary>Whether each mask is mirrored left-right by the toss of a coin.</summary>
    public bool HorizontalFlip { get; init; }

    /// <summary>Whether each mask is mirrored top-bottom by the toss of a coin.</summary>
    public bool VerticalFlip { get; init; }
}

/// <summary>
/// Masks from files (such as the irregular masks of Liu et al.), drawn at random with replacement and resized by nearest neighbour,
/// without regard to their shape. The origin of a mask is its file's path below root, with "|h" or "|v" when mirrored.
/// </summary>
[Mask("irregular", Source = "arXiv:1804.07723")]
public sealed class Irregular : MaskGenerator
{
    private const long CacheBytes = 256L * 1024 * 1024;

    private readonly IrregularOptions _options;
    private readonly string[] _files;
    private readonly ConcurrentDictionary<(int File, int Height, int Width), byte[]> _cache = new();
    private long _cachedBytes;

    /// <summary>Lists the files; none is opened.</summary>
    /// <exception cref="UserErrorException">The folder is missing or holds no image.</exception>
    public Irregular(IrregularOptions options)
        : base(options)
    {
        _options = options;
        _files = ImageFolder.List(options.Root, "mask 'irregular'");
    }

    /// <inheritdoc/>
    protected override string Fill(RandomStream stream, Span<byte> pixels, int height, int width)
    {
        var file = stream.Integer(0, _files.Length);
        Resized(file, height, width).CopyTo(pixels);
        var horizontal = _options.HorizontalFlip && stream.Chance(0.5);
        var vertical = _options.VerticalFlip && stream.Chance(0.5);
        if (horizontal)
            Flip.LeftRight(pixels, width);
        if (vertical)
            Flip.UpDown(pixels, 1, height, width);
        return _files[file] + (horizontal ? "|h" : "") + (vertical ? "|v" : "");
    }

    private byte[] Resized(int file, int height, int width)
    {
        if (_cache.TryGetValue((file, height, width), out var pixels))
            return pixels;
        var path = Path.Combine(_options.Root, _files[file]);
        var image = ImageFile.Read(path);
        if (image.Width != width || image.Height != height)
            image = image.Resize(width, height, ResizeFilter.Nearest);
        pixels = MaskFile.FromImage(image, _options.Hole);
        if (Interlocked.Add(ref _cachedBytes, pixels.Length) <= CacheBytes)
            _cache[(file, height, width)] = pixels;
        return pixels;
    }
}
